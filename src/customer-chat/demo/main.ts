import '../../ui/tokens.css';
import './demo.css';
import { followTheme } from '../view/appearance.ts';
import { openDemoPage } from './DemoPage.tsx';
import { demoSpeech } from './texts.ts';

const query = new URLSearchParams(window.location.search);
const speech = demoSpeech([query.get('lang') ?? '', ...navigator.languages]);
const page = document.documentElement;
page.lang = speech.language;
page.dir = speech.direction;
document.title = speech.texts.title;
followTheme(query.get('theme'), (theme) => {
  page.dataset.theme = theme;
});
const root = document.getElementById('demo');
if (root !== null) openDemoPage(root, speech);
