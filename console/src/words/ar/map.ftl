map = الخريطة
map-keys = خريطة. مفاتيح الأسهم تحركها، وزائد وناقص للتكبير والتصغير، و0 لعرض كل شيء، وC لموضع وسطها، وEscape لإلغاء الاختيار. القائمة المجاورة تذكر ما يظهر فيها.
map-loading = جارٍ رسم الخريطة…
map-failed = تعذر رسم الخريطة: هذا المتصفح لا يتيح WebGL، أو لم يجب المكتب. القائمة تعرض الأشياء نفسها.
map-closer = تقريب
map-farther = إبعاد
map-all = عرض كل شيء
map-middle = موضع وسط الخريطة
close = إغلاق
copy = نسخ
copied = نُسخ
undo = تراجع
remove = إزالة
position = الموضع
position-decimal = درجات عشرية
position-dms = درجات ودقائق وثوانٍ
position-mgrs = MGRS
position-hint = درجات عشرية، أو درجات ودقائق وثوانٍ، أو MGRS
position-empty = أدخل موضعًا.
position-unreadable = تعذرت قراءة «{ $part }» جزءًا من موضع. أمثلة: 46.103, 7.073 أو 46°06′10.8″N 7°04′22.8″E أو 32T LS 51050 07300.
position-two-needed = ينقص رقم: الموضع خط عرض وخط طول.
position-comma-unclear = ليس واضحًا ما تعنيه الفاصلة في «{ $part }». ضع مسافة بين خط العرض وخط الطول.
position-one-hemisphere = لا جهة في «{ $part }» وللرقم الآخر جهة. اذكر الجهتين معًا أو لا تذكر أيًّا منهما.
position-same-axis = الرقمان على المحور نفسه. أحدهما شمال أو جنوب، والآخر شرق أو غرب.
position-sign-and-hemisphere = في «{ $part }» إشارة وجهة معًا. اكتف بواحدة.
position-latitude-range = «{ $part }» ليس خط عرض: يجب أن يقع بين 90 جنوبًا و90 شمالًا.
position-longitude-range = «{ $part }» ليس خط طول: يجب أن يقع بين 180 غربًا و180 شرقًا.
position-swapped = «{ $part }» ليس خط عرض. خط العرض أولًا، أو اكتب الجهات.
position-minutes-range = يجب أن تكون الدقائق في «{ $part }» أقل من 60.
position-seconds-range = يجب أن تكون الثواني في «{ $part }» أقل من 60.
position-fraction-place = في «{ $part }» لا يكون الكسر إلا في الرقم الأخير.
position-mgrs-odd = أرقام MGRS «{ $part }» لا تنقسم نصفين: ينقص رقم أو يزيد.
position-mgrs-invalid = «{ $part }» ليس نطاقًا وحزامًا في MGRS، أو أرقامه أكثر مما ينبغي.
position-mgrs-square = لا يوجد مربع «{ $part }» في ذلك النطاق والحزام.
position-mgrs-polar = لا تُقرأ هنا إحداثيات MGRS قرب القطبين. أدخل درجات.
measure = قياس
measure-from-here = القياس من هنا
measure-how = انقر على الخريطة أو أدخل مواضع.
measure-to = إلى
measure-add = إضافة
measure-stop = إنهاء القياس
measure-length = الطول
measure-leg = المقطع الأخير
measure-bearing = الاتجاه
degrees-true = { $degrees }° حقيقي
in-view = في العرض
in-view-more = { $count ->
    [zero] لا شيء آخر.
    [one] شيء واحد آخر. قرّب الخريطة لعرضه.
    [two] شيئان آخران. قرّب الخريطة لعرضهما.
    [few] { $count } أشياء أخرى. قرّب الخريطة لعرضها.
    [many] { $count } شيئًا آخر. قرّب الخريطة لعرضها.
   *[other] { $count } شيء آخر. قرّب الخريطة لعرضها.
}
in-view-none = لا شيء في العرض في هذه اللحظة
in-view-none-text = حرّك الخريطة، أو اختر لحظة أخرى، أو اعرض كل شيء.
without-place = { $count ->
    [zero] لا أشياء مجهولة المكان
    [one] شيء واحد معروف دون مكانه
    [two] شيئان معروفان دون مكانيهما
    [few] { $count } أشياء معروفة دون أماكنها
    [many] { $count } شيئًا معروفًا دون مكانه
   *[other] { $count } شيء معروف دون مكانه
}
thing-line = { $kind } · { $party } · { $state }
kind-aircraft = طائرة
kind-drone = طائرة مسيّرة
kind-convoy = قافلة
kind-team = فريق راجل
kind-field-work = عمل ميداني
kind-constraint = منطقة مغلقة
kind-site = موقع محمي
kind-movement = تحرك
kind-infrastructure = بنية تحتية
state-Accepted = مخطَّطة
state-Activated = جارية
state-Nonconforming = خارجة عن خطتها
state-Contingent = في حالة استغاثة
state-Ended = منتهية
state-notice = مُبلَّغ عنه
state-unknown = الحالة غير معروضة
state-expired = انتهت مدته
state-withdrawn = مسحوب
alarm = إنذار
own = لنا
theirs = للآخرين
sight-all = مرئي بدقة
sight-coarse = مرئي تقريبًا
sight-exists = معروف وجوده فقط
sight-coarse-text = يقع في مكان ما من الخلايا المظللة من { $level }، أو على بعد { $margin } منها على الأكثر. المكان نفسه غير معروض لكم.
sight-exists-text = المكان والزمان غير معروضين لكم. اسألوا الطرف.
slider = اللحظة المعروضة
slider-moment = اللحظة
slider-now = الآن
slider-ago = قبل { $time }
slider-ahead = بعد { $time }
slider-earlier = ٣٠ دقيقة للوراء
slider-later = ٣٠ دقيقة للأمام
slider-to-now = الآن
slider-whole = الأوقات الأخرى باهتة
legend = مفتاح الرموز
legend-own = لنا: رمز ممتلئ
legend-theirs = للآخرين: رمز مفرغ
legend-planned = مخطَّطة: حد متقطع
legend-active = جارية: حد متصل
legend-alarm = خارجة عن خطتها أو في حالة استغاثة: حد أحمر عريض و«!»
legend-coarse = تقريبي: منقّط مع «≈»
details = التفاصيل
thing-deselect = العودة إلى القائمة
thing-show = إظهار على الخريطة
thing-state = الحالة
thing-mark = ما يُرى من الخارج
thing-contact = جهة الاتصال
thing-contact-party = جهة اتصال الطرف
thing-phone = الهاتف
thing-remarks = ملاحظات
thing-when = الوقت
thing-altitudes = الارتفاعات
thing-vehicles = المركبات
thing-people = الأشخاص
thing-category = الفئة
thing-sight = الرؤية
thing-under = بموجب الاتفاق
thing-own = يخصّنا
thing-version = النسخة
thing-changed = آخر تغيير
thing-valid-until = سارٍ حتى
thing-reason = السبب
thing-planned-over = خُطّط رغم التعارض
thing-route = المسار
thing-beyond-end = انقضى وقتها المخطط ولم تنتهِ. تبقى معروضة.
thing-conflicts = يقترب أكثر مما ينبغي من
thing-conflicts-none = لا شيء مما يُرى يقترب أكثر مما ينبغي.
no-beginning = دون بداية
no-end = دون نهاية
altitude-band = من { $lower } إلى { $upper }
altitude-ground = دون حد أدنى
altitude-unlimited = دون حد أعلى
altitude-reference = فوق إهليلج WGS84
altitude-feet = { $metres } ({ $feet } قدم)
altitude-feet-level = { $metres } ({ $feet } قدم، ≈ مستوى الطيران { $level })
profile = مقطع الارتفاعات
profile-along = على امتداد المسار
profile-at = عبر الزمن في هذا المكان
profile-none = لا شيء له موضع هنا.
profile-axis-distance = المسافة من البداية
profile-axis-time = الوقت (UTC)
profile-axis-altitude = الارتفاع، م فوق WGS84
profile-table = على شكل جدول
profile-thing = الشيء
profile-from = من
profile-until = حتى
profile-text = { $count ->
    [zero] لا نطاقات مرسومة.
    [one] نطاق واحد مرسوم. الجدول أدناه يذكر الشيء نفسه.
    [two] نطاقان مرسومان. الجدول أدناه يذكر الشيء نفسه.
    [few] { $count } نطاقات مرسومة. الجدول أدناه يذكر الشيء نفسه.
    [many] { $count } نطاقًا مرسومًا. الجدول أدناه يذكر الشيء نفسه.
   *[other] { $count } نطاق مرسوم. الجدول أدناه يذكر الشيء نفسه.
}
draw = رسم
draw-polygon = رسم منطقة
draw-circle = رسم دائرة
draw-route = رسم مسار
draw-anew = رسم من جديد
draw-how-polygon = انقر الزوايا؛ ثم انقر الأولى أو اضغط Enter للإغلاق.
draw-how-circle = انقر المركز ثم الحافة.
draw-how-route = انقر نقاط المسار؛ ثم انقر الأخيرة مجددًا أو اضغط Enter للإنهاء.
draw-how-edit = اسحب الزوايا أو الشكل كله؛ اسحب نقطة الوسط الصغيرة لإضافة زاوية؛ انقر بالزر الأيمن على زاوية لحذفها.
draw-how-edit-circle = اسحب الدائرة لتحريكها، أو نقطة من حافتها لتغيير نصف قطرها.
draw-undo = تراجع
draw-redo = إعادة
points = الإحداثيات
point-number = النقطة { $number }
point-add = إضافة نقطة
point-remove = إزالة النقطة { $number }
point-up = رفع النقطة { $number }
points-paste = لصق عدة نقاط
points-paste-hint = موضع واحد في كل سطر
points-take = استخدام هذه النقاط
points-line-wrong = السطر { $line }: { $why }
circle-centre = المركز
circle-radius = نصف القطر (م)
circle-radius-wrong = أدخل نصف قطر أكبر من صفر بالأمتار.
shape-area = طول الحد: { $length }
shape-length = الطول: { $length }
leg = { $length }، { $bearing }
watch-empty = لا يُعرض عليكم شيء بعد
watch-empty-text = هنا عملياتكم وإخطاراتكم، وما تتيح الاتفاقات رؤيته مما لغيركم. وما لا يعرضه عليكم أحد قد يكون موجودًا مع ذلك.
