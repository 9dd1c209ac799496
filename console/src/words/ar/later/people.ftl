people-about = من يعمل لطرفك هنا، وما لكل منهم أن يفعله.
people-about-others = من يعمل لطرفك هنا. المديرون هم من يغيّرون ذلك.
people-here = { $count ->
    [zero] لا أحد
    [one] شخص واحد
    [two] شخصان
    [few] { $count } أشخاص
    [many] { $count } شخصًا
   *[other] { $count } شخص
}
people-gone = غادروا
person-invite = إضافة شخص
person-invite-button = إضافة والحصول على الرابط
person-link = رابط لمرة واحدة لأجل { $name }
person-link-about = يعيّن كلمة مرور مرة واحدة، حتى { $until }. سلّمه بوسيلة تثق بها.
person-you = أنت
person-not-yet = بلا كلمة مرور بعد
person-state-active = نشط
person-state-blocked = موقوف
person-state-left = غادر
person-since-active = هنا منذ
person-since-blocked = موقوف منذ
person-since-left = غادر في
person-change = تعديل…
person-change-title = تعديل { $name }
person-new-link = رابط جديد لكلمة المرور
login-hint = به يسجّل الشخص الدخول. بلا مسافات.
roles = الأدوار
roles-title = ما لكل دور أن يفعله
roles-one = اختر دورًا واحدًا على الأقل.
observer-may = يرى كل ما لطرفك أن يراه. لا يغيّر شيئًا.
liaison-may = يرى كل شيء، ويكتب الرسائل، ويقرّ بالاستلام، ويبلّغ الوحدات. لا يخطط شيئًا.
duty-officer-may = في المناوبة: يرى كل شيء، ويخطط العمليات، ويرسل الإخطارات، ويكتب الرسائل، ويقرّ بالاستلام، ويبلّغ الوحدات، ويعلّق القنوات.
administrator-may = يدير الأفراد والبرامج والتسليم، ويقترح الاتفاقات ويوقّعها، ويدعو ويعترض، ويكتب الرسائل ويقرّ بالاستلام. لا يخطط شيئًا.
way-password = كلمة مرور
way-codes = رموز لمرة واحدة
way-provider = مزوّد الهوية
way-link = الرابط صالح حتى
way-none = لا يمكنه الدخول: انتهى الرابط
sessions-end = إخراج من كل مكان
sessions-ended = { $count ->
    [0] لم تكن هناك جلسة.
    [zero] لم تكن هناك جلسة.
    [one] أُنهيت جلسة واحدة.
    [two] أُنهيت جلستان.
    [few] أُنهيت { $count } جلسات.
    [many] أُنهيت { $count } جلسة.
   *[other] أُنهيت { $count } جلسة.
}
codes-reset = إلغاء الرموز لمرة واحدة
codes-reset-about = لمن ضاع هاتفه. تحقق من أن الطالب هو هذا الشخص. بعدها تكفي كلمة المرور وحدها للدخول.
block = إيقاف
block-about = يخرج الشخص فورًا ولا يستطيع الدخول حتى يُسمح له من جديد.
has-left = غادر الطرف
has-left-about = يخرج الشخص فورًا، وتُنسى كلمة المرور والرموز. وللعودة يلزم رابط جديد.
let-in-again = السماح بالدخول من جديد
sign-ins = من سجّل الدخول
sign-ins-about = لجميع أفراد طرفك، الأحدث أولًا.
