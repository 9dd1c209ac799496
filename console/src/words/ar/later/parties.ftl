parties-about = من يشارك في هذا المكتب، ومن يرغب في المشاركة.
party-kind-air-authority = سلطة الطيران المدني
party-kind-air-force = سلاح الجو
party-kind-relief = منظمة إغاثة
party-kind-drone-service = مشغّل طائرات مسيّرة
party-kind-joint-office = مكتب مشترك
party-kind-coalition = تحالف
party-kind-other = جهة أخرى
party-state-admitted = مشارك
party-state-applying = متقدّم بطلب
party-state-declined = رُدّ طلبه
party-state-left = غادر
applications = طلبات الانضمام
applications-about = ينضم المتقدّم متى انتهت مهلة الاعتراض دون أن يعترض أحد.
applications-none = لا طلبات الآن.
objection-time-left = بقي للاعتراض { $time }
objection-time-over = انتهت مهلة الاعتراض
objection-stands = ثمة اعتراض
objection-then-admitted = لا أحد يعترض. ينضم الطرف متى انتهت المهلة.
objection-then-declined = ثمة اعتراض قائم. يُردّ الطلب ما لم تُسحب الاعتراضات كلها.
objections-until = الاعتراض حتى
invited-by = بدعوة من { $party }
objection-by = يعترض { $party }
objections-count = { $count ->
    [zero] لا يعترض أحد.
    [one] يعترض طرف واحد.
    [two] يعترض طرفان.
    [few] تعترض { $count } أطراف.
    [many] يعترض { $count } طرفًا.
   *[other] يعترض { $count } طرف.
}
objection-make = اعتراض
objection-to = الاعتراض على { $party }
objection-say-otherwise = تغيير السبب
objection-withdraw = سحب اعتراضنا
objection-about = يكفي اعتراض واحد لمنع المتقدّم من الانضمام ما دام قائمًا. يمكنك سحبه.
objection-reason-hint = يقرؤه جميع المشاركين. أما المتقدّم فلا يعلم إلا أن أحدًا يعترض.
coalition-asks = يدعو { $coalition } طرفك إلى الانضمام. وما يتفق عليه التحالف يسري عليكم أيضًا.
coalition-join = انضمام
coalition-quit = مغادرة التحالف
coalition-members = الأعضاء
coalition-about = ما يتفق عليه التحالف يسري على جميع أعضائه، وكل عضو ينضم بإرادته.
coalition-empty = لم ينضم أحد بعد.
coalition-asked = دُعوا ولم ينضموا بعد
coalition-ask = دعوة طرف إلى الانضمام
coalition-ask-button = دعوة
coalition-of = { $count ->
    [zero] بلا أعضاء
    [one] عضو واحد
    [two] عضوان
    [few] { $count } أعضاء
    [many] { $count } عضوًا
   *[other] { $count } عضو
}
taking-part = المشاركون
taking-part-about = { $count ->
    [zero] لا أطراف
    [one] طرف واحد
    [two] طرفان
    [few] { $count } أطراف
    [many] { $count } طرفًا
   *[other] { $count } طرف
}
search-party = البحث بالاسم أو النوع
nobody-found = لا طرف بهذا الاسم.
your-party = طرفك
centre-up = مركز خاص: متصل
centre-down = مركز خاص: غير متصل
centre-down-about = ربما لم ير أفراده ما أُرسل منذ ذلك الحين. اتصل هاتفيًا في الأمور العاجلة.
former = من غادروا أو رُدّت طلباتهم
former-show = عرض من غادروا أو رُدّت طلباتهم
former-none = لم يغادر أحد ولم يُردّ طلب أحد.
to-parties = كل الأطراف
party-unknown = لا طرف بهذا الاسم
contacts = جهات الاتصال
contacts-hint = بمن يُتصل، والأول أولًا. يراها من لكم معه اتفاق سارٍ.
contacts-none = لا جهات اتصال.
contacts-none-own = لم تذكروا جهات اتصال. في الطوارئ لن يعرف أحد بمن يتصل.
contacts-not-shown = لا تظهر جهات الاتصال إلا لمن له اتفاق سارٍ.
contact-numbered = جهة الاتصال { $number }
contact-name = الاسم أو الوظيفة
contact-role = الدور
contact-role-hint = كما تسمّيه درجات التصعيد: duty أو chief
contact-add = إضافة جهة اتصال
contact-remove = إزالة جهة الاتصال هذه
more-of-party = معلومات أخرى
in-coalitions = عضو في
keys = مفاتيح التوقيع
keys-hint = مفاتيح Ed25519 العلنية بصيغة base64، كل مفتاح في سطر. اتركه فارغًا إن لم تعرف ما هو.
profile-name = الاسم
profile-name-hint = كما يقرؤه الآخرون
profile-kind = النوع
profile-edit = تعديل بيانات طرفك
profile-edit-about = يراها جميع المشاركين. أما جهات الاتصال فيراها من له اتفاق سارٍ.
leave-office = مغادرة المكتب
leave-office-ask = مغادرة المكتب…
leave-about = لن يشارك طرفك بعد ذلك.
leave-agreements = تنتهي جميع اتفاقاتكم فورًا، ولا يُعرض عليكم شيء بعدها.
leave-kept = ما شاركتموه يبقى لدى من شاركتموه معهم.
leave-back = للعودة تحتاجون إلى دعوة جديدة، وللآخرين جميعًا أن يعترضوا.
leave-type = اكتب { $party } للتأكيد
invitations = الدعوات
invitations-about = بالرابط يتقدّم طرف جديد بطلب. لا يرى دعواتكم سواكم.
invitations-none = لم تدعوا أحدًا بعد.
invitation-make = دعوة طرف
invitation-how = تحصل على رابط تسلّمه لغيرك. من يملكه يستطيع التقدّم بأي اسم، ثم لجميع المشاركين أن يعترضوا.
invitation-note = ملاحظة
invitation-note-hint = لكم أنتم: لمن هذه الدعوة
invitation-no-note = بلا ملاحظة
invitation-lasts = مدة صلاحية الرابط
invitation-objection-time = مهلة اعتراض الآخرين
invitation-objection-hint = تُحسب من تقديم الطلب
invitation-link = رابط للطرف الجديد
invitation-link-about = سلّمه بوسيلة تثق بها.
invitation-made-before = أُنشئت الدعوة، لكن رابطها لا يُعرض مرة أخرى. اسحبها وأنشئ غيرها.
invitation-until = حتى
invitation-objection = مهلة الاعتراض: { $time }
invitation-open = سارية
invitation-ended = انتهت
invitation-withdrawn = سُحبت
invitation-withdraw = سحب
apply-title = طلب الانضمام
apply-about = لقد دُعيتم. عرّفوا بأنفسكم: يرى ذلك جميع المشاركين، ولهم أن يعترضوا مدةً. فإن لم يعترض أحد انضممتم.
apply-no-link = العنوان ناقص. افتح الرابط الذي تسلّمته كاملًا مرة أخرى، فما بعد علامة # لازم.
apply-party = الاسم القصير
apply-party-hint = حروف لاتينية وأرقام والعلامات ‎. _ -‎ بلا مسافات، مثل red-cross. لا يتغيّر، وتحمله رموزكم.
apply-button = تقديم الطلب
apply-again = سبق أن تقدّمنا بطلب
apply-new = تقديم طلب جديد
apply-look = معرفة حال الطلب
standing-no-objection = لا أحد يعترض حتى الآن.
standing-then-in = إن بقي الأمر كذلك انضم طرفكم متى انتهت المهلة.
standing-then-out = ما لم يُسحب الاعتراض يُردّ طلبكم. تحدّثوا مع من دعاكم.
standing-next = الخطوات التالية
standing-next-token = يعطي القائمون على المكتب { $party } رمزًا تدخل به برامجكم.
standing-next-person = وبه تسجّلون أول مدير لديكم. والجواب رابط لتعيين كلمة مرور:
standing-next-agree = متى شاركتم فاتفقوا مع الآخرين على ما يعرضه كل طرف ولمن.
outside-about = لا يُعرض عليه شيء من المكتب ولا يمكن تخطيط شيء. ويمكن إدارة أفراده وبرامجه وهذا الحساب.
outside-left = لقد غادر، أو لم يتقدّم بطلب. يمكنه أن يتقدّم بدعوة جديدة.
