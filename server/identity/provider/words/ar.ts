import type { Words } from './words.ts';

/** What the provider's pages say, in Arabic. */
export const ar: Words = {
  desk: 'مكتب الوكيل',
  problem: 'مشكلة: {title}',
  signIn: {
    title: 'تسجيل الدخول',
    lead: 'إلى مكتب الوكيل',
    username: 'اسم المستخدم',
    password: 'كلمة المرور',
    showPassword: 'إظهار كلمة المرور',
    capsLock: 'مفتاح الأحرف الكبيرة (Caps Lock) مفعّل.',
    submit: 'دخول',
  },
  refused: {
    'bad-credentials': 'اسم المستخدم أو كلمة المرور غير صحيحة.',
    'foreign-origin': 'جاء الطلب من موقع آخر. سجّل الدخول من هذه الصفحة من فضلك.',
    locked: 'هذا الحساب مقفل لمدة {time}: كانت هناك كلمات مرور خاطئة كثيرة.',
    unavailable: 'تسجيل الدخول غير ممكن الآن. حاول مرة أخرى من فضلك.',
    other: 'تعذّر تسجيل الدخول. حاول مرة أخرى من فضلك.',
  },
  lockedHelp: 'بعد ذلك يُفتح من تلقاء نفسه. إن لم تعد تعرف كلمة المرور فاسأل المسؤول.',
  minutes: {
    zero: 'أقل من دقيقة',
    one: 'دقيقة واحدة',
    two: 'دقيقتين',
    few: '{count} دقائق',
    many: '{count} دقيقة',
    other: '{count} دقيقة',
  },
  seconds: {
    zero: 'لحظة',
    one: 'ثانية واحدة',
    two: 'ثانيتين',
    few: '{count} ثوانٍ',
    many: '{count} ثانية',
    other: '{count} ثانية',
  },
  tooMany: {
    title: 'محاولات كثيرة جدًا',
    text: 'جاءت من شبكتك محاولات كثيرة جدًا. حاول مرة أخرى بعد {time}.',
    action: 'حاول مرة أخرى',
  },
  expired: {
    title: 'انتهت صلاحية هذه الصفحة',
    text: 'بقيت مفتوحة مدة طويلة. ابدأ من جديد من فضلك.',
    action: 'ابدأ من جديد',
  },
  failed: {
    title: 'لم ينجح ذلك',
    text: 'تعذّر إكمال تسجيل الدخول ({code}). ربما بقي مفتوحًا مدة طويلة.',
    action: 'العودة إلى المكتب',
  },
  broken: {
    title: 'حدث خطأ ما',
    text: 'هذا خطؤنا. حاول مرة أخرى بعد قليل من فضلك.',
    action: 'حاول مرة أخرى',
  },
  signOut: {
    title: 'خروج',
    ask: 'هل تريد الخروج؟',
    text: 'ستخرج أيضًا من علامات التبويب الأخرى في هذا المتصفح.',
    submit: 'خروج',
    working: 'جارٍ الخروج …',
  },
  signedOut: {
    title: 'تم خروجك',
    text: 'يمكنك إغلاق هذه النافذة.',
    action: 'دخول من جديد',
  },
  goingOn: { title: 'لحظة واحدة …', action: 'متابعة' },
  frames: { cookies: 'ملفات تعريف الارتباط', status: 'حالة تسجيل الدخول' },
};
