place-operations = العمليات
place-conflicts = التعارضات
operation = عملية
plan-operation = تخطيط عملية
change-operation = تعديل الخطة
plan-it = خطّط
change-it = عدّل
sending = جارٍ الإرسال…
print = طباعة
read-on = تابع القراءة
search = بحث
whose = لمن
whose-all = كل الأطراف
whose-own = عملياتنا
whose-others = عمليات الآخرين
kind-all = كل الأنواع
nothing-found = لم يُعثر على شيء
nothing-found-text = لا شيء يطابق كل عوامل التصفية. أزل أحدها.
show-more = { $count ->
    [zero] لا مزيد
    [one] أظهر واحدًا آخر
    [two] أظهر اثنين آخرين
    [few] أظهر { $count } أخرى
    [many] أظهر { $count } أخرى
   *[other] أظهر { $count } أخرى
}
operations-none = لا عمليات مخطَّطة
operations-none-text = هنا يظهر ما تخطّط له، وما يخطّط له الآخرون مما يتيح لك اتفاق رؤيته. خطّط لعملية، أو انظر ما اتُّفق عليه.
kind = النوع
kind-choose = اختر
owner = الطرف
state = الحالة
constraint-state-Accepted = مخطَّطة
constraint-state-Activated = مغلقة الآن
constraint-state-Nonconforming = خارج خطتها
constraint-state-Contingent = في حالة استغاثة
constraint-state-Ended = مفتوحة من جديد
step-Activated = بدأت
step-Nonconforming = خرجت عن خطتها
step-Contingent = هي في حالة استغاثة
step-Ended = انتهت
constraint-step-Activated = أغلق المنطقة الآن
constraint-step-Ended = افتح المنطقة
sure-Nonconforming = يُبلَّغ كل من يحق له رؤيتها أنها ليست حيث خُطّط لها. ويبقى مكانها محجوزًا بعد نهايتها.
sure-Contingent = يُبلَّغ فورًا كل من يحق له رؤيتها أنها في حالة استغاثة. لا رجوع عن هذه الحالة إلا بانتهائها.
sure-Ended = تنتهي عند الجميع، ولا رجوع عن ذلك.
constraint-sure-Ended = تُفتح المنطقة للجميع من جديد، ولا رجوع عن ذلك.
sure = هل أنت متأكد؟
not-now = ليس الآن
activated-in-conflict = تقترب من شيء أكثر مما اتُّفق عليه. اذكر السبب: سيُبلَّغ الطرف الآخر.
what = ما هي
title = الاسم
title-hint = ما يقرؤه من يحق لهم رؤيتها كاملة
more-about = المزيد عنها: العلامات وجهة الاتصال والملاحظات
mark = ما يُرى من الخارج
mark-hint = النداء أو اللوحات أو اللون: ما يُرى من الخارج
contact = جهة الاتصال
phone = الهاتف
remarks = ملاحظات
where-and-when = أين ومتى
shape = الشكل
shape-circle = دائرة
shape-polygon = منطقة
shape-route = مسار
shape-volumes = كما اقتُرح
waypoint-name = اسم المكان
at = وقت الوصول
way-length = طول الطريق: { $length }
half-width-m = نصف عرض الممر (م)
half-width-hint = أقصى انحراف إلى كل جانب
slack-minutes = السماحية (دقائق)
slack-hint = أقصى تبكير أو تأخير في كل نقطة
volumes-count = { $count ->
    [zero] لا أحجام.
    [one] حجم واحد كما اقتُرح أو رُسم من قبل. اختر شكلًا آخر لرسمه من جديد.
    [two] حجمان كما اقتُرحا أو رُسما من قبل. اختر شكلًا آخر لرسمهما من جديد.
    [few] { $count } أحجام كما اقتُرحت أو رُسمت من قبل. اختر شكلًا آخر لرسمها من جديد.
    [many] { $count } حجمًا كما اقتُرحت أو رُسمت من قبل. اختر شكلًا آخر لرسمها من جديد.
   *[other] { $count } حجم كما اقتُرحت أو رُسمت من قبل. اختر شكلًا آخر لرسمها من جديد.
}
legs-count = { $count ->
    [zero] بلا مراحل
    [one] مرحلة واحدة
    [two] مرحلتان
    [few] { $count } مراحل
    [many] { $count } مرحلة
   *[other] { $count } مرحلة
}
from = من
until = إلى
time-here = { $time } هنا
altitude-on-ground = لا حاجة إلى نطاق على الأرض. اترك الحقلين فارغين فتمتد من الأرض إلى السماء.
lower-m = الأدنى (م)
upper-m = الأعلى (م)
measured-from = مقيسًا من
reference-WGS84 = سطح إهليلج WGS84
reference-AMSL = متوسط سطح البحر
reference-AGL = سطح الأرض
reference-STD = الضغط القياسي (مستويات الطيران)
reference-hint-WGS84 = يؤخذ كما هو.
reference-hint-AMSL = يوسَّع ١١٠ أمتار إلى الأسفل والأعلى: بهذا القدر يختلف سطح البحر عن الإهليلج.
reference-hint-AGL = لا يُعرف شيء عن التضاريس هنا: يوسَّع ٥٠٠ متر إلى الأسفل و٩٠٠٠ متر إلى الأعلى. من يعرف التضاريس فليعطِ الارتفاع فوق الإهليلج.
reference-hint-STD = يوسَّع ٤٥٠ مترًا إلى الأسفل والأعلى بسبب الطقس.
above-ellipsoid = فوق إهليلج WGS84
without-end = بلا حد
lacks-kind = النوع ناقص.
lacks-title = ليس لها اسم بعد.
lacks-centre = المركز ناقص.
lacks-radius = نصف القطر ناقص.
lacks-corners = للمنطقة ثلاث زوايا على الأقل.
lacks-legs = للمسار نقطتان على الأقل، لكل منهما موضع.
lacks-leg-times = تحتاج كل نقطة إلى وقت بعد وقت سابقتها.
lacks-times = بدايتها ونهايتها ناقصتان.
lacks-order = تنتهي قبل أن تبدأ.
lacks-past = نهايتها في الماضي.
lacks-band = نطاق الارتفاع ناقص.
lacks-band-order = الارتفاع الأعلى ليس فوق الأدنى.
outlook = ما تتعارض معه
outlook-asking = جارٍ الفحص…
outlook-later = حالما يكتمل النوع والمكان والوقت والارتفاع يظهر هنا ما تتعارض معه. لا يُبلَّغ بذلك أحد.
outlook-free = لا تتعارض مع شيء مما يحق لك رؤيته.
outlook-more = حولها أشياء كثيرة جدًا، فلم تُفحص كلها.
conflicts = التعارضات
conflicts-count = { $count ->
    [zero] لا تعارض.
    [one] تعارض واحد.
    [two] تعارضان.
    [few] { $count } تعارضات.
    [many] { $count } تعارضًا.
   *[other] { $count } تعارض.
}
conflicts-binding = { $count ->
    [zero] لا شيء يجب تفاديه.
    [one] واحد يجب تفاديه.
    [two] اثنان يجب تفاديهما.
    [few] { $count } يجب تفاديها.
    [many] { $count } يجب تفاديها.
   *[other] { $count } يجب تفاديها.
}
conflicts-none = لا تتعارض أيٌّ من عملياتكم مع شيء
conflicts-none-text = هنا يظهر كل ما يقترب من عملياتكم أكثر مما اتُّفق عليه، مع التعديلات التي تزيل التعارض. لا شيء يلزم فعله الآن.
conflict-binds = يجب تفاديه
conflict-with-reason = بذكر السبب فقط
conflict-to-know = للعلم
changes = تعديلات تزيل التعارض
changes-hint = مرّر فوق اقتراح لتراه على الخريطة، وانقر لتأخذه. يمكنك الرجوع عنه.
changes-none = لا تعديل صغير يزيل التعارض. خطّط لوقت أو مكان آخر، أو تحدث إليهم.
see-changes = عرض تعديلات تزيل التعارض
undo-change = ارجع عن التعديل
change-later = تأخير { $time }
change-earlier = تقديم { $time }
change-higher = أعلى بمقدار { $length }
change-lower = أدنى بمقدار { $length }
change-beside = { $length } نحو { $direction }
change-around = بالالتفاف حوله
wind-north = الشمال
wind-north-east = الشمال الشرقي
wind-east = الشرق
wind-south-east = الجنوب الشرقي
wind-south = الجنوب
wind-south-west = الجنوب الغربي
wind-west = الغرب
wind-north-west = الشمال الغربي
exists-there = لدى { $party } شيء هناك ({ $kind }). اسألهم.
reason-over = السبب
reason-over-hint = تقترب أكثر مما اتُّفق عليه. الطرف الآخر يقرأ السبب.
when = متى
where = أين
apart = التباعد
apart-not-at-all = لا تباعد: في المكان نفسه والوقت نفسه
apart-beside = { $length } أفقيًا
apart-above = { $length } رأسيًا
apart-in-time = { $time } زمنيًا
agreed = المتفق عليه
agreed-one-of = أحد ما يلي: { $rules }
agreed-not-to-share = ألا يجتمعا في مكان واحد في وقت واحد
seen-coarsely = يُرى تقريبيًا
what-is-seen = ما تراه
sight-own = كل شيء: العملية لنا
beyond-end = انقضى وقتها المخطَّط. آخر ما خُطّط لها يبقى محجوزًا.
version = النسخة
spoken-about = المحادثات بشأنها
problem-in-conflict = تقترب من شيء أكثر مما اتُّفق عليه. إلى جانبها التعديلات التي تزيل التعارض.
problem-stale-version = عُدّلت في هذه الأثناء. اقرأها من جديد وانظر ما تغيّر.
problem-not-found = لم تعد موجودة، أو لا يحق لك رؤيتها.
problem-transition-not-allowed = لا يمكن الانتقال إلى ذلك من حالتها الحالية.
altitudes = الارتفاعات
day = اليوم
hour = الساعة
hour-unreadable = الساعات والدقائق بنظام 24 ساعة، مثل 14:30.
day-calendar = التقويم
day-unreadable = السنة والشهر واليوم، مثل ‎2026-11-28.
problem-too-wide = المنطقة أوسع مما ينبغي: يقبل المكتب المناطق التي لا تمتد أكثر من ٢٠٠٠ كم حول وسطها.
operation-unknown = لا توجد عملية كهذه
quiet-flag = داخل فترة هدوء التزمتم بها:
