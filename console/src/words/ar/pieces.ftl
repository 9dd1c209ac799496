save = حفظ
saved = حُفظ
choose = اختر…
never-mind = إلغاء
reason = السبب
since = منذ
none = لا يوجد
email = البريد الإلكتروني
shown-once = لن يظهر هذا إلا الآن.
kept-it = حفظته عندي
show-older = عرض الأقدم
field-look-again = راجع هذا الحقل.
queued-for-office = تعذّر الوصول إلى المكتب. حُفظ هذا هنا وسيُرسَل: رقمه في الانتظار { $position }.
languages = اللغات
language-add = إضافة لغة…
language-other = رمز لغة
language-remove = إزالة { $language }
sure-title = هل أنت من يجلس هنا؟
sure-about = هذا يمنح وسيلة دخول أو يسحبها. أدخل كلمة المرور مجددًا كي لا يفعل ذلك غيرك على شاشة تُركت مفتوحة.
sure-go-on = متابعة
sure-provider = أنت تسجّل الدخول عبر مزوّد الهوية لدى طرفك. سجّل الدخول هناك مجددًا، وستعود إلى هذه الصفحة لتفعل ما أردت.
sure-to-provider = تسجيل الدخول مجددًا
password-new = كلمة مرور جديدة
password-again = كلمة المرور نفسها مرة أخرى
password-rules = خمسة عشر حرفًا على الأقل. عدة كلمات لا صلة بينها خيار جيد، ولا حاجة إلى أرقام أو رموز.
password-too-short = { $count ->
    [zero] لا ينقصها شيء.
    [one] ينقصها حرف واحد.
    [two] ينقصها حرفان.
    [few] ينقصها { $count } أحرف.
    [many] ينقصها { $count } حرفًا.
   *[other] ينقصها { $count } حرف.
}
password-long-enough = طولها كافٍ.
password-differs = ليست مطابقة.
password-show = أظهر ما أكتبه
sign-in-when = متى
sign-in-who = من
sign-in-came = النتيجة
sign-in-how = بواسطة
sign-in-where = من عنوان
sign-in-nobody = اسم دخول مجهول
sign-ins-none = لم يسجّل أحد الدخول بعد.
means-password = كلمة المرور
means-totp = رمز لمرة واحدة
means-recovery-code = رمز استرداد
means-oidc = مزوّد الهوية
outcome-done = تم الدخول
outcome-unknown-login = اسم دخول مجهول
outcome-wrong-password = كلمة مرور خاطئة
outcome-no-password = لا كلمة مرور بعد
outcome-not-active = موقوف أو غادر
outcome-code-missing = كان الرمز لازمًا
outcome-wrong-code = رمز خاطئ
outcome-oidc-refused = رُفض بعد مزوّد الهوية
filters =
    { $count ->
        [0] عوامل التصفية
        [zero] عوامل التصفية
        [one] عوامل التصفية: واحد مستخدم
        [two] عوامل التصفية: اثنان مستخدمان
        [few] عوامل التصفية: { $count } مستخدمة
        [many] عوامل التصفية: { $count } مستخدمًا
       *[other] عوامل التصفية: { $count } مستخدم
    }
problem-in-english = نص المكتب بالإنجليزية
