/** Every sentence of the demo's page. */
const en = {
  title: 'Agent desk, live',
  lead: 'Left: the agent. Right: a customer. Both are live.',
  stepReady: 'Amina signs in and goes ready',
  stepWrite: 'Maria writes from the shop',
  stepAccept: 'Accept the offer on the desk',
  stepTalk: 'Chat from both sides',
  write: 'Send Maria’s message',
  writing: 'Maria is typing …',
  words: 'Hello! The shade of my Skog lamp arrived with a crack. Can you send me a new one?',
  customer: 'Maria Lopez',
  desk: 'Agent',
  shop: 'Customer',
  news: 'new activity',
  ownTab: 'Open in a new tab',
  stuck: 'To continue, sign in to the desk as agent1 (password demo) and go ready.',
  failed: 'Maria’s page isn’t responding. Open the chat there and write a message.',
};

type Texts = typeof en;

const de: Texts = {
  title: 'Agent desk, live',
  lead: 'Links: die Agentin. Rechts: eine Kundin. Beide sind live.',
  stepReady: 'Amina meldet sich an und ist bereit',
  stepWrite: 'Maria schreibt aus dem Shop',
  stepAccept: 'Anfrage im Agent-Desk annehmen',
  stepTalk: 'Von beiden Seiten chatten',
  write: 'Marias Nachricht senden',
  writing: 'Maria schreibt …',
  words: 'Hallo! Der Schirm meiner Lampe Skog hat einen Riss. Können Sie mir einen neuen schicken?',
  customer: 'Maria Lopez',
  desk: 'Agentin',
  shop: 'Kundin',
  news: 'neue Aktivität',
  ownTab: 'In neuem Tab öffnen',
  stuck: 'Melden Sie sich im Desk als agent1 an (Passwort demo) und melden Sie sich bereit, um fortzufahren.',
  failed: 'Marias Seite reagiert nicht. Öffnen Sie dort den Chat und schreiben Sie eine Nachricht.',
};

const ar: Texts = {
  title: 'مكتب خدمة العملاء، مباشر',
  lead: 'هنا الموظفة، وهناك العميلة. كلتاهما مباشرة.',
  stepReady: 'أمينة تسجّل الدخول وتصبح جاهزة',
  stepWrite: 'ماريا تكتب من المتجر',
  stepAccept: 'اقبل الطلب في المكتب',
  stepTalk: 'تحدّث من الطرفين',
  write: 'إرسال رسالة ماريا',
  writing: 'ماريا تكتب …',
  words: 'مرحبًا! وصلني غطاء مصباح Skog مكسورًا. هل يمكنكم إرسال غطاء جديد؟',
  customer: 'Maria Lopez',
  desk: 'الموظفة',
  shop: 'العميلة',
  news: 'نشاط جديد',
  ownTab: 'فتح في علامة تبويب جديدة',
  stuck: 'للمتابعة، سجّل الدخول إلى المكتب باسم agent1 (كلمة المرور demo) ثم انتقل إلى حالة «جاهز».',
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
