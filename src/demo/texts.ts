/** Every sentence of the demo's page. */
const en = {
  title: 'Agent desk, live',
  lead: 'Left the agent, right a customer on a shop’s page. Both are real.',
  stepReady: 'Amina signs in and goes ready',
  stepWrite: 'Maria writes from the shop',
  stepAccept: 'Accept the offer on the desk',
  stepTalk: 'Talk, from both sides',
  write: 'Let Maria write',
  writing: 'Maria writes …',
  words: 'Hello! The shade of my Skog lamp arrived with a crack. Can you send me a new one?',
  customer: 'Maria Lopez',
  desk: 'Agent’s desk',
  shop: 'Customer’s page',
  news: 'something new',
  ownTab: 'Open in a tab of its own',
  stuck: 'This does not go on by itself: sign in as agent1 (password demo) on the desk, and go ready.',
  failed: 'Maria’s page does not answer. Open the chat there and write yourself.',
};

type Texts = typeof en;

const de: Texts = {
  title: 'Agent desk, live',
  lead: 'Links der Arbeitsplatz, rechts eine Kundin auf der Seite eines Ladens. Beides ist echt.',
  stepReady: 'Amina meldet sich an und ist bereit',
  stepWrite: 'Maria schreibt aus dem Laden',
  stepAccept: 'Nehmen Sie das Angebot am Arbeitsplatz an',
  stepTalk: 'Schreiben Sie, auf beiden Seiten',
  write: 'Maria schreiben lassen',
  writing: 'Maria schreibt …',
  words: 'Hallo! Der Schirm meiner Lampe Skog hat einen Riss. Können Sie mir einen neuen schicken?',
  customer: 'Maria Lopez',
  desk: 'Arbeitsplatz',
  shop: 'Seite der Kundin',
  news: 'es gibt etwas Neues',
  ownTab: 'In einem eigenen Tab öffnen',
  stuck:
    'Von selbst geht es nicht weiter: Melden Sie sich als agent1 an (Passwort demo) und werden Sie bereit.',
  failed: 'Marias Seite antwortet nicht. Öffnen Sie dort den Chat und schreiben Sie selbst.',
};

const ar: Texts = {
  title: 'مكتب الوكيل، مباشرة',
  lead: 'من جهةٍ مكتب الوكيلة، ومن الأخرى عميلة على صفحة متجر. كلاهما حقيقي.',
  stepReady: 'أمينة تسجّل الدخول وتصبح جاهزة',
  stepWrite: 'ماريا تكتب من المتجر',
  stepAccept: 'اقبل العرض على المكتب',
  stepTalk: 'تحدّث من الجانبين',
  write: 'دع ماريا تكتب',
  writing: 'ماريا تكتب …',
  words: 'مرحبًا! وصلني غطاء مصباح Skog مكسورًا. هل يمكنكم إرسال غطاء جديد؟',
  customer: 'Maria Lopez',
  desk: 'مكتب الوكيل',
  shop: 'صفحة العميلة',
  news: 'هناك جديد',
  ownTab: 'فتح في علامة تبويب مستقلة',
  stuck: 'لا يستمر هذا تلقائيًا: سجّل الدخول باسم agent1 (كلمة المرور demo) ثم انتقل إلى حالة الجاهزية.',
  failed: 'صفحة ماريا لا تستجيب. افتح المحادثة هناك واكتب بنفسك.',
};

const ALL: Record<string, Texts> = { en, de, ar };

export type DemoSpeech = { language: string; direction: 'ltr' | 'rtl'; texts: Texts };

/** The first wished language that there is, else English. */
export function demoSpeech(wished: readonly string[]): DemoSpeech {
  const tags = wished.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  const language = tags.find((tag) => Object.hasOwn(ALL, tag)) ?? 'en';
  return { language, direction: language === 'ar' ? 'rtl' : 'ltr', texts: ALL[language] ?? en };
}
