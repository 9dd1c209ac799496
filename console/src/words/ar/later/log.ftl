log-about = سجل المكتب كما تراقبه الأطراف وغيرها: لا يمكن تغيير ما دُوّن فيه أو حذفه دون أن ينتبهوا.
log-contests = هذا ما يناقض السجل
log-contests-about = اعتمدوا على الإيصالات التي شهد عليها الشهود من قبل وعلى ما يحتفظ به طرفكم بنفسه. وتحدثوا مع الأطراف الأخرى بطريق غير هذا المكتب.
log-found-split-means = وقّع على سجلين مختلفين لهما عدد المدخلات نفسه. لا يفعل ذلك مكتب صادق: عُرض على أطراف مختلفة ماضٍ مختلف.
log-found-rewritten-means = السجل الأطول لا يبدأ بالأقصر الذي وُقّع عليه من قبل. لا يفعل ذلك مكتب صادق.
log-found-shortened-means = ربما أُعيدت نسخة أقدم أو أجابت نسخة أقدم. هذا وحده لا يدين أحدًا؛ اسألوا مشغّل المكتب.
log-found-other-means = لا تعرف هذه الصفحة اسمه. اسألوا مشغّل المكتب وانظروا إلى الدليل.
log-found-by = وجده
log-evidence = تنزيل الدليل
log-evidence-about = يُقنع الملف بتوقيعات السجل نفسه. كل من يعرف مفتاح السجل يمكنه فحصه بالأمر «tansiq log check» دون المكتب.
log-keys-strange-about = سجل المكتب موقّع الآن بهذه المفاتيح، ولا يشهد لها أي مفتاح مصدَّق. ولا يوقّع مركزنا على ما وُقّع بها وحدها. اسألوا مشغّل المكتب بطريق غير هذا المكتب.
log-newest = إلى أين وصل السجل
log-newest-about = { $quorum ->
    [0] لا يطلب المكتب أي شاهد: النهائي هو كل ما وقّع عليه.
    [zero] لا يطلب المكتب أي شاهد: النهائي هو كل ما وقّع عليه.
    [one] تصبح حال السجل نهائية حين يوقّع عليها شاهد واحد ليس في يد المكتب.
    [two] تصبح حال السجل نهائية حين يوقّع عليها شاهدان ليسا في يد المكتب.
    [few] تصبح حال السجل نهائية حين يوقّع عليها { $quorum } شهود ليسوا في يد المكتب.
    [many] تصبح حال السجل نهائية حين يوقّع عليها { $quorum } شاهدًا ليسوا في يد المكتب.
   *[other] تصبح حال السجل نهائية حين يوقّع عليها { $quorum } شاهد ليسوا في يد المكتب.
}
log-name = اسم السجل
log-size = المدخلات
log-put-up = معروض على الشهود
log-final = أحدث حال نهائية
log-entries = { $count ->
    [zero] لا مدخلات
    [one] مدخلة واحدة
    [two] مدخلتان
    [few] { $count } مدخلات
    [many] { $count } مدخلة
   *[other] { $count } مدخلة
}
log-independent = { $count ->
    [zero] لا أحد من { $quorum } من الشهود المحسوبين
    [one] واحد من { $quorum } من الشهود المحسوبين
    [two] اثنان من { $quorum } من الشهود المحسوبين
    [few] { $count } من { $quorum } من الشهود المحسوبين
    [many] { $count } من { $quorum } من الشهود المحسوبين
   *[other] { $count } من { $quorum } من الشهود المحسوبين
}
log-nothing-yet = لا شيء بعد
log-not-final = لا توجد بعد: لم يره أحد من الخارج
log-witnesses = الشهود
log-witnesses-about = لا يوقّع أحدهم إلا على ما هو امتداد لكل ما رآه من قبل. والمركز الذي يستضيفه المكتب في يد المكتب: يُعرض ولا يُحسب.
log-witnesses-none = لم يشهد أحد على السجل بعد.
log-witness-own = مركز خاص
log-witness-hosted = مستضاف: لا يُحسب
log-witness-outside = من الخارج
log-cosigned-last = { $count ->
    [zero] آخر توقيع له على سجل بلا مدخلات
    [one] آخر توقيع له على مدخلة واحدة
    [two] آخر توقيع له على مدخلتين
    [few] آخر توقيع له على { $count } مدخلات
    [many] آخر توقيع له على { $count } مدخلة
   *[other] آخر توقيع له على { $count } مدخلة
}
log-cosigned-never = لم يوقّع بعد
log-standing-unreachable = لا يجيب
log-standing-address-refused = في عنوان لا يذهب إليه المكتب
log-standing-unknown-log = لا يعرف هذا السجل
log-standing-key-unknown = يعرف السجل بمفتاح آخر
log-standing-not-consistent = يقول إن السجل ليس امتدادًا لما رآه
log-standing-seen-longer = رأى سجلًا أطول مما هو الآن
log-standing-seen-other = رأى سجلًا آخر بالطول نفسه
log-standing-wrong-answer = لا يعطي توقيعًا بمفتاحه
log-keys = مفاتيح السجل
log-keys-about = قارنوها بما أعطاكم مشغّل المكتب بطريق آخر. بها يمكن لأي أحد فحص الإيصالات.
log-key-signs = يوقّع منذ
log-key-retired = لم يعد يوقّع منذ
log-own = ما رآه مركزنا الخاص
log-own-about = هذا من دفتر مركزنا نفسه لا من المكتب. أعطوا المفتاح للأطراف الأخرى كي تعرف توقيعاتنا.
log-own-last = آخر توقيع
log-own-trouble = لا يوقّع الآن
log-own-key = مفتاح شاهدنا
log-own-others = سجلات لآخرين يراقبها
log-compared = مقارنة بشهود آخرين
log-compared-not-asked = لم يُسأل بعد
log-compared-agrees = يرى السجل نفسه
log-compared-ahead = رأى أكثر؛ تجري المقارنة حين يصل مركزنا إلى ذلك
log-compared-elsewhere = لا يراقب سجلًا يراقبه مركزنا
log-compared-other-keys = يعرف السجل بمفاتيح لا يصدّقها مركزنا
log-compared-contested = يُظهر أن للسجل ماضيين
log-compared-unreachable = لا يجيب
log-compared-address-refused = في عنوان لا يذهب إليه مركزنا
log-compared-wrong-answer = لا يجيب كما يجيب شاهد
