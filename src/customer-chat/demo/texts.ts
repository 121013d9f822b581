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
  inside: 'Inside Finesse',
  desktop: 'Finesse desktop',
  picture: 'Picture. The desk in it is live.',
  desktopHome: 'Home',
  desktopGadget: 'Conversations',
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
  inside: 'In Finesse',
  desktop: 'Finesse-Desktop',
  picture: 'Abbildung. Das Desk darin ist live.',
  desktopHome: 'Start',
  desktopGadget: 'Gespräche',
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
  inside: 'داخل Finesse',
  desktop: 'سطح مكتب Finesse',
  picture: 'صورة، والمكتب داخلها مباشر.',
  desktopHome: 'الرئيسية',
  desktopGadget: 'المحادثات',
  stuck: 'للمتابعة، سجّل الدخول إلى المكتب باسم agent1 (كلمة المرور demo) ثم انتقل إلى حالة «جاهز».',
  failed: 'صفحة ماريا لا تستجيب. افتح المحادثة هناك واكتب بنفسك.',
};

const es: Texts = {
  title: 'Escritorio de agente, en vivo',
  lead: 'A la izquierda, la agente. A la derecha, una clienta. Ambas en vivo.',
  stepReady: 'Amina inicia sesión y pasa a disponible',
  stepWrite: 'María escribe desde la tienda',
  stepAccept: 'Acepte la solicitud en el escritorio',
  stepTalk: 'Chatee desde ambos lados',
  write: 'Enviar el mensaje de María',
  writing: 'María está escribiendo…',
  words: '¡Hola! La pantalla de mi lámpara Skog llegó rota. ¿Pueden enviarme otra?',
  customer: 'Maria Lopez',
  desk: 'Agente',
  shop: 'Clienta',
  news: 'actividad nueva',
  ownTab: 'Abrir en una pestaña nueva',
  inside: 'Dentro de Finesse',
  desktop: 'Escritorio Finesse',
  picture: 'Imagen. El escritorio que contiene está activo.',
  desktopHome: 'Inicio',
  desktopGadget: 'Conversaciones',
  stuck: 'Para continuar, inicie sesión en el escritorio como agent1 (contraseña demo) y pase a disponible.',
  failed: 'La página de María no responde. Abra allí el chat y escriba un mensaje.',
};

const fr: Texts = {
  title: 'Poste agent, en direct',
  lead: 'À gauche, l’agente. À droite, une cliente. Les deux sont en direct.',
  stepReady: 'Amina se connecte et passe en prêt',
  stepWrite: 'Maria écrit depuis la boutique',
  stepAccept: 'Acceptez la demande sur le poste',
  stepTalk: 'Discutez des deux côtés',
  write: 'Envoyer le message de Maria',
  writing: 'Maria écrit…',
  words:
    'Bonjour\u202f! L’abat-jour de ma lampe Skog est arrivé fendu. Pouvez-vous m’en envoyer un autre\u202f?',
  customer: 'Maria Lopez',
  desk: 'Agente',
  shop: 'Cliente',
  news: 'nouvelle activité',
  ownTab: 'Ouvrir dans un nouvel onglet',
  inside: 'Dans Finesse',
  desktop: 'Bureau Finesse',
  picture: 'Image. Le poste de travail qu’elle contient est réel.',
  desktopHome: 'Accueil',
  desktopGadget: 'Conversations',
  stuck: 'Pour continuer, connectez-vous au poste en tant que agent1 (mot de passe demo) et passez en prêt.',
  failed: 'La page de Maria ne répond pas. Ouvrez-y le chat et écrivez un message.',
};

const it: Texts = {
  title: 'Desk agente, dal vivo',
  lead: 'A sinistra l’agente. A destra una cliente. Entrambe dal vivo.',
  stepReady: 'Amina accede e passa a disponibile',
  stepWrite: 'Maria scrive dal negozio',
  stepAccept: 'Accetti la richiesta sul desk',
  stepTalk: 'Chatti da entrambi i lati',
  write: 'Invia il messaggio di Maria',
  writing: 'Maria sta scrivendo…',
  words: 'Buongiorno! Il paralume della mia lampada Skog è arrivato rotto. Potete mandarmene un altro?',
  customer: 'Maria Lopez',
  desk: 'Agente',
  shop: 'Cliente',
  news: 'nuova attività',
  ownTab: 'Apri in una nuova scheda',
  inside: 'Dentro Finesse',
  desktop: 'Desktop Finesse',
  picture: 'Immagine. Il desk al suo interno è attivo.',
  desktopHome: 'Home',
  desktopGadget: 'Conversazioni',
  stuck: 'Per continuare, acceda al desk come agent1 (password demo) e passi a disponibile.',
  failed: 'La pagina di Maria non risponde. Apra lì la chat e scriva un messaggio.',
};

const ur: Texts = {
  title: 'ایجنٹ ڈیسک، براہِ راست',
  lead: 'یہاں ایجنٹ، وہاں ایک صارف۔ دونوں براہِ راست ہیں۔',
  stepReady: 'امینہ سائن اِن کر کے تیار ہوتی ہے',
  stepWrite: 'ماریا دکان سے لکھتی ہے',
  stepAccept: 'ڈیسک پر درخواست قبول کریں',
  stepTalk: 'دونوں طرف سے چیٹ کریں',
  write: 'ماریا کا پیغام بھیجیں',
  writing: 'ماریا لکھ رہی ہے…',
  words: 'السلام علیکم! میرے Skog لیمپ کا شیڈ ٹوٹا ہوا پہنچا۔ کیا آپ نیا بھیج سکتے ہیں؟',
  customer: 'Maria Lopez',
  desk: 'ایجنٹ',
  shop: 'صارف',
  news: 'نئی سرگرمی',
  ownTab: 'نئے ٹیب میں کھولیں',
  inside: 'Finesse کے اندر',
  desktop: 'Finesse ڈیسک ٹاپ',
  picture: 'تصویر۔ اس کے اندر ڈیسک براہِ راست ہے۔',
  desktopHome: 'ہوم',
  desktopGadget: 'گفتگو',
  stuck: 'جاری رکھنے کے لیے ڈیسک پر agent1 (پاس ورڈ demo) سے سائن اِن کریں اور تیار ہو جائیں۔',
  failed: 'ماریا کا صفحہ جواب نہیں دے رہا۔ وہاں چیٹ کھولیں اور پیغام لکھیں۔',
};

const ALL: Record<string, Texts> = { en, de, es, fr, it, ar, ur };
const RIGHT_TO_LEFT = new Set(['ar', 'ur']);

export type DemoSpeech = { language: string; direction: 'ltr' | 'rtl'; texts: Texts };

/** The first wished language that there is, else English. */
export function demoSpeech(wished: readonly string[]): DemoSpeech {
  const tags = wished.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  const language = tags.find((tag) => Object.hasOwn(ALL, tag)) ?? 'en';
  return { language, direction: RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr', texts: ALL[language] ?? en };
}
