agreements-about = ما اتفق عليه طرفكم مع غيره: من يُطلع من على ماذا، وأي مسافة هي أقرب مما ينبغي.
agreements-over = { $count ->
    [zero] لا شيء منتهٍ
    [one] عرض المنتهي
    [two] عرض المنتهيين
    [few] عرض { $count } منتهية
    [many] عرض { $count } منتهيًا
   *[other] عرض { $count } منتهٍ
}
agreements-empty = لا اتفاقات
agreements-empty-text = بلا اتفاق لا يُعرض شيء ولا تمر إلا الاستغاثة. اقترح اتفاقًا على طرف تشاركه الجو أو الأرض.
propose-agreement = اقتراح اتفاق
propose-about = يقرأ الطرف الآخر هذه الشروط فيوقّعها أو يطلب غيرها. لا يسري شيء قبل أن يوقّع الجميع.
offer-other-terms = عرض شروط أخرى
offer-about = تبقى الشروط السارية حتى توقّع جميع الأطراف على الجديدة.
offered-by = عرضه { $party }
awaits-your-signature = ينتظر توقيعكم
awaits-signatures = لم يوقّع بعد: { $parties }
holds-until = يسري حتى
level-notification = إخطار
level-information = تبادل معلومات
level-deconfliction = منع التعارض
level-coordination = تنسيق
level-about-notification = إخطار: يُعلم طرف الآخر بما يوجد وأين.
level-about-information = تبادل معلومات: يُعلم كلٌّ الآخر بما لديه.
level-about-deconfliction = منع التعارض: ويلتزم كلٌّ أيضًا بمسافات متفق عليها.
level-about-coordination = تنسيق: مسافات، وخطط توضع معًا.
standing-proposed = معروض
standing-signed = موقّع ويسري لاحقًا
standing-in-force = سارٍ
standing-suspended = معلّق
standing-suspended-but-used = معلّق لكنه مستخدم
standing-ended = أُنهي
standing-expired = انتهت مدته
suspended-by = علّقه { $party }
suspended-used = { $count ->
    [zero] لم يُستخدم منذ ذلك الحين
    [one] استُخدم للاستغاثة مرة واحدة منذ ذلك الحين
    [two] استُخدم للاستغاثة مرتين منذ ذلك الحين
    [few] استُخدم للاستغاثة { $count } مرات منذ ذلك الحين
    [many] استُخدم للاستغاثة { $count } مرة منذ ذلك الحين
   *[other] استُخدم للاستغاثة { $count } مرة منذ ذلك الحين
}
last-used = آخر مرة
ended-by = أنهاه { $party }
ended-what-stays = ما عُرض يبقى لدى من عُرض عليه.
offer-of-agreement = اتفاق معروض
offer-of-other-terms = شروط أخرى معروضة
terms-that-hold = الشروط السارية
terms-that-held = الشروط التي كانت سارية
terms-offered = الشروط المعروضة
version-number = النسخة { $number }
signed = وُقّع
not-signed = لم يوقّع بعد
signed-by = ‏{ $party }، { $person }
digest-of-terms = بصمة هذه الشروط (SHA-256):
sign-ask = هل توقّع هذه الشروط؟
sign-ask-text = توقّع عن طرفك باسم { $person }. التوقيع على هذه الشروط بعينها؛ فإن تغيّرت في الأثناء رُفض.
take-offer-back = سحب العرض
your-role-does-not-sign = دورك لا يوقّع. يوقّع المدير.
deeds = ما يمكنكم فعله منفردين
suspend-channel = تعليق القناة
deed-ask-suspend = هل تعلّق القناة؟
deed-ask-text-suspend = لا يُعرض بعدها شيء بموجب هذا الاتفاق ولا تمر إلا الاستغاثة حتى تستأنفوها. يرى الجانبان من علّقها ومتى ولماذا.
resume-channel = استئناف القناة
only-they-resume = لا يستأنفها إلا { $party }.
end-agreement = إنهاء الاتفاق
deed-ask-end = هل تنهي الاتفاق نهائيًا؟
deed-ask-text-end = لا يُعرض بعده شيء بموجبه ولا يُقال. ولا يمكن استئنافه. للتوقف مؤقتًا علّق القناة بدلًا من ذلك.
deed-reason = السبب
deed-reason-hint = يقرؤه الطرف الآخر.
channel = القناة والخط الساخن
channel-about = يختبر المكتب القناة من تلقاء نفسه ويحصي من لا يرد.
channel-tests = { $count ->
    [zero] لا اختبارات
    [one] اختبار واحد
    [two] اختباران
    [few] { $count } اختبارات
    [many] { $count } اختبارًا
   *[other] { $count } اختبار
}
channel-no-tests = لم تُختبر بعد
channel-missed = لم يرد { $party }: { $count }
channel-last-test = آخر اختبار
channel-next-test = الاختبار التالي
open-hotline = فتح الخط الساخن
speak-on-hotline = التحدث على الخط الساخن
test-now = اختبار الآن
what-will-they-see = ماذا سيرون؟
to-the-agreement = إلى الاتفاق
preview-about = ما لديكم كما يراه طرف آخر، وفق القاعدة نفسها التي يعرضه بها المكتب.
preview-empty = لم تخططوا لشيء ولم تُخطروا بشيء
preview-empty-text = يُدرج هنا ما تخططون له أو تُخطرون به، مع ما سيراه الطرف الآخر منه.
preview-when = متى
preview-always = دائمًا
preview-coarsely = { $count ->
    [zero] لا خلايا، وحتى { $margin } حولها.
    [one] خلية واحدة، وحتى { $margin } حولها.
    [two] خليتان، وحتى { $margin } حولهما.
    [few] { $count } خلايا، وحتى { $margin } حولها.
    [many] { $count } خلية، وحتى { $margin } حولها.
   *[other] { $count } خلية، وحتى { $margin } حولها.
}
whose-eyes = كما يراه
by-which-terms = وفق
yours = ما لديكم
what-party-sees = ما يراه { $party }
terms-group-basics = عام
terms-group-flows = من يُطلع من على ماذا
terms-group-separation = المسافات
terms-group-deadlines = المُهل والتصعيد
terms-group-channel = اختبارات القناة
terms-group-text = نص إضافي
terms-title = العنوان
terms-level = المستوى
terms-from = يسري من
terms-until = يسري حتى
terms-area = المنطقة
terms-text = النص
terms-text-hint = كل ما اتُّفق عليه غير ذلك، مكتوبًا. ويُوقَّع مع الباقي.
terms-no-text = لا يوجد
terms-changes = { $count ->
    [0] لا فرق عن الشروط السارية
    [zero] لا فرق عن الشروط السارية
    [one] سطر واحد يختلف عن الشروط السارية
    [two] سطران يختلفان عن الشروط السارية
    [few] { $count } أسطر تختلف عن الشروط السارية
    [many] { $count } سطرًا تختلف عن الشروط السارية
   *[other] { $count } سطر تختلف عن الشروط السارية
}
terms-only-changes = عرض المختلف فقط
term-changed = تغيّر
term-new = جديد
term-gone = أُزيل
area-everywhere = في كل مكان
area-circle = دائرة نصف قطرها { $radius } حول { $lat }، { $lng }
area-polygon = { $count ->
    [zero] مضلّع بلا رؤوس: { $corners }
    [one] مضلّع برأس واحد: { $corners }
    [two] مضلّع برأسين: { $corners }
    [few] مضلّع من { $count } رؤوس: { $corners }
    [many] مضلّع من { $count } رأسًا: { $corners }
   *[other] مضلّع من { $count } رأس: { $corners }
}
area-band = من { $lower } إلى { $upper }
area-shape-circle = دائرة
area-shape-polygon = مضلّع
area-lower-m = من ارتفاع، م
area-upper-m = إلى ارتفاع، م
area-empty-means-open = فارغ: بلا حد
area-altitude-reference = تُقاس الارتفاعات من
area-reference-wgs84 = إهليلج WGS84
area-reference-amsl = متوسط سطح البحر
area-reference-std = الضغط القياسي
flow-label = ‏{ $giver } يُطلع { $receiver }
flow-nothing = لا شيء من: { $kinds }
flow-exists = وجودها فقط: { $kinds }
flow-coarse = تقريبًا، بخلايا نحو { $size }: { $kinds }
flow-all = كل ما فيها: { $kinds }
flows-about = لكل اتجاه: بأي دقة يُعرض كل نوع.
all-kinds = كل الأنواع
shows-differs = يختلف بحسب النوع
coarse-grid = الشبكة التقريبية
coarse-grid-hint = ما يُعرض تقريبًا يُعرض بخلايا من هذا الحجم.
coarse-cells = خلايا نحو { $size }
separation-label = ‏{ $one } و{ $other }
separation-about = يتباعد الشيئان بواحد على الأقل من ثلاثة: جانبيًا أو رأسيًا أو زمنيًا.
separation-none-at-level = لا مسافات تُراعى في هذا المستوى.
rule-beside = ‏{ $length } جانبيًا
rule-above = ‏{ $length } رأسيًا
rule-in-time = ‏{ $time } زمنيًا
rule-between = بين
rule-and = و
rule-beside-m = جانبيًا، م
rule-above-m = رأسيًا، م
rule-apart-minutes = دقائق
add-rule = إضافة زوج
remove-rule = إزالة الزوج { $number }
terms-notice-distance = يُبلَّغ صاحب الإخطار بما يُخطَّط له ضمن
notice-distance-m = قرب الإخطار، م
notice-distance-hint = يُبلَّغ صاحبه بما يُخطَّط له ضمن هذه المسافة.
terms-plan-over = يجوز التخطيط رغم التعارض مع ذكر السبب
terms-opens-threads = التعارض يفتح محادثة من تلقاء نفسه
terms-lead-standard = يُقدَّم الإخطار قبل البدء بـ
terms-lead-urgent = يُقدَّم الإخطار العاجل قبل البدء بـ
terms-acknowledge = ‏{ $priority }: الإقرار بالاستلام خلال
terms-ladder = التصعيد، المستوى { $level }
terms-ladder-step = بعد الموعد بـ { $time }: { $role }
deadlines-about = ما يتأخر لا يُرفض، بل يُعلَّم متأخرًا ويُصعَّد.
unit-hours = ساعات
unit-minutes = دقائق
ladder = سلّم التصعيد
ladder-about = من يُتصل به حين لا يُقَرّ باستلام رسالة في موعدها. الأدوار هي أدوار جهات اتصال الأطراف.
ladder-after = دقائق التأخر
ladder-role = الدور
add-step = إضافة درجة
remove-step = إزالة الدرجة { $number }
terms-tests = اختبارات القناة
terms-tests-every = كل { $every }، والرد خلال { $within }
terms-tests-never = لا اختبارات تلقائية
test-every-h = اختبار كل عدد من الساعات
test-every-hint = ‏0: لا اختبارات. والحد الأدنى 0.25.
test-within-min = الرد خلال
sides = الأطراف
agree-with-whom = مع من الاتفاق؟
their-offer-stands = عرض من { $party } قائم. وقّعه أو اطلب سحبه قبل أن تعرض شروطًا أخرى.
make-offer = تقديم هذا العرض
make-offer-hint = ثم توقّعونه أنتم أيضًا.
problem-at-field = يتعلق ذلك بـ:
preview-cells = { $count ->
    [zero] لا خلايا.
    [one] خلية واحدة.
    [two] خليتان.
    [few] { $count } خلايا.
    [many] { $count } خلية.
   *[other] { $count } خلية.
}
terms-reversed = يجب أن ينتهي بعد أن يبدأ.
agreement-unknown = لا يوجد اتفاق كهذا
