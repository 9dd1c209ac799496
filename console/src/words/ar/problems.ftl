problem-other = تعذّر تنفيذ ذلك.
problem-unreachable = المكتب لا يجيب.
problem-page-fault = في هذه الصفحة خلل.
problem-unsettled = ليس معروفًا هل نُفّذ ذلك أم لا. ما أدخلته محفوظ؛ حاول مجددًا: لن يُنفَّذ مرتين.
problem-nothing-changed = لم يتغيّر شيء، وما أدخلته محفوظ.
problem-nothing-changed-later = { $seconds ->
    [0] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد لحظات.
    [one] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد ثانية.
    [two] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد ثانيتين.
    [few] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد { $seconds } ثوانٍ.
    [many] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد { $seconds } ثانية.
   *[other] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد { $seconds } ثانية.
}
problem-session-ended = انتهت جلستك. سجّل الدخول مجددًا، وستعود إلى حيث كنت.
problem-sign-in-refused = اسم الدخول أو كلمة المرور خطأ، أو لا يُسمح لهذا الشخص بالدخول.
problem-code-refused = الرمز خطأ أو سبق استعماله. انتظر الرمز التالي.
problem-too-many-tries = محاولات خاطئة كثيرة.
problem-oidc-refused = جواب مزوّد الهوية لا يسمّي أحدًا يحق له الدخول هنا.
problem-oidc-unknown = هذا الطرف لا يسجّل الدخول هنا عبر مزوّد هوية.
problem-provider-failed = تعذّر سؤال مزوّد الهوية لهذا الطرف.
problem-centre-closed = مركز هذا الطرف غير متاح الآن. أبلغ القائمين على المكتب.
problem-journal-unavailable = لا يستطيع المكتب تدوين شيء الآن.
problem-not-now = لدى المكتب في هذه اللحظة أكثر مما يتسع له.
problem-scope-missing = ليس لك أن تفعل هذا. اسأل أحد المديرين لدى طرفك.
problem-csrf-refused = هذه الصفحة قديمة. حمّلها من جديد.
problem-malformed = فيما أُدخل شيء لا يمكن استعماله.
problem-idempotency-key-reused = ربما أُرسلت صيغة سابقة من هذا. تحقق هل نُفّذت، ثم حاول مجددًا.
problem-not-a-party = طرفك لا يشارك في هذا المكتب.
problem-already-exists = يوجد واحد بهذا الاسم.
problem-identifier-invalid = لا يصلح هذا الاسم.
problem-invitation-unknown = هذه الدعوة غير موجودة أو انتهت. اطلب غيرها.
problem-objection-time-invalid = مهلة الاعتراض أقصر أو أطول مما ينبغي.
problem-objections-closed = انتهت مهلة الاعتراض.
problem-profile-invalid = في بيانات الطرف شيء لا يمكن استعماله.
problem-not-a-coalition = للتحالف وحده أعضاء، ولا يكون التحالف عضوًا في غيره.
problem-not-asked = لم يدعُ التحالف طرفك إلى الانضمام.
problem-members-bound = لا يتغيّر الأعضاء ما دامت عليهم اتفاقات.
problem-window-past = لكان قد انتهى.
problem-window-too-far = هذا أبعد مما ينبغي.
problem-sign-in-again = يلزم تسجيل الدخول مجددًا لهذا.
problem-link-unknown = هذا الرابط استُعمل أو استُبدل أو انتهى. اطلب رابطًا جديدًا من أحد المديرين لدى طرفك.
problem-password-refused = اختر كلمة مرور أخرى: هذه قصيرة، أو من أول ما يجرّبه أي أحد.
problem-password-wrong = كلمة المرور الحالية غير هذه.
problem-login-taken = لدى طرفك من له اسم الدخول هذا.
problem-person-unknown = لا يوجد لدى طرفك هذا الشخص.
problem-person-invalid = في بيانات هذا الشخص شيء لا يمكن استعماله.
problem-person-changed = غيّر غيرك بيانات هذا الشخص في هذه الأثناء. انظر مجددًا.
problem-person-inactive = هذا الشخص موقوف أو غادر.
problem-own-roles = لا أحد يمنح نفسه صلاحيات أكثر. يفعل ذلك مدير آخر.
problem-last-administrator = هذا آخر من يستطيع إدارة الطرف. دع مديرًا آخر يسجّل الدخول أولًا.
problem-totp-on = الرموز لمرة واحدة مطلوبة أصلًا.
problem-totp-off = لا إعداد جاريًا للرموز لمرة واحدة. ابدأ من جديد.
problem-session-unknown = انتهت هذه الجلسة من قبل.
problem-program-unknown = لا يوجد هذا البرنامج، أو أنه سُحب.
problem-program-exists = يوجد، أو كان يوجد، برنامج بهذا الاسم.
problem-program-invalid = في بيانات البرنامج شيء لا يمكن استعماله.
problem-endpoint-unknown = لم تعد هذه الوجهة موجودة.
problem-endpoint-exists = يُسلَّم إلى هذا العنوان أصلًا.
problem-endpoint-invalid = في بيانات هذه الوجهة شيء لا يمكن استعماله.
problem-endpoint-changed = غيّرها غيرك في هذه الأثناء. انظر مجددًا.
problem-too-many = بلغ العدد أقصاه.
problem-too-many-tests = أُجريت تجارب كثيرة في الساعة الماضية.
problem-mail-not-possible = لا خادم بريد هنا.
problem-office-unreachable = المكتب وحده يجيب عن هذا، وتعذّر الوصول إليه.
problem-outbox-full = بلغ ما ينتظر المكتب أقصى ما يمكن حفظه.
