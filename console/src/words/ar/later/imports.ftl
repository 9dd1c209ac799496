import-about = جدول أو ملف خرائط فيه مواقع محمية أو تحركات أو بنية تحتية. لا يُبلَّغ أحد بشيء: يصير كل صف مسودة يدققها شخص ثانٍ.
import-template = جدول للملء (XLSX)
import-file = الملف
import-choose = اختيار ملف
import-drop = أو أفلته هنا
import-wishes = ما يُعتمد حيث لا يذكره الملف
import-wishes-about = قد يذكر الملف النوع والمستلمين والتواريخ في أعمدته. وما يتركه يؤخذ من هنا.
import-not-to = لا يُبلَّغ
import-valid-days = مدة السريان (أيام)
import-sending = يُرسَل
import-reading = تجري مراجعته: { $done } من { $of }
import-progress = التقدم
import-stop = إيقاف
import-another = ملف آخر
import-good = { $count ->
    [zero] لا شيء فيه صالح.
    [one] صف واحد صالح.
    [two] صفان صالحان.
    [few] { $count } صفوف صالحة.
    [many] { $count } صفًا صالحًا.
   *[other] { $count } صف صالح.
}
import-errors = { $count ->
    [zero] لا شيء غير صالح
    [one] واحد غير صالح
    [two] اثنان غير صالحين
    [few] { $count } غير صالحة
    [many] { $count } غير صالح
   *[other] { $count } غير صالح
}
import-same = { $count ->
    [zero] لا شيء موجود من قبل
    [one] واحد موجود من قبل
    [two] اثنان موجودان من قبل
    [few] { $count } موجودة من قبل
    [many] { $count } موجود من قبل
   *[other] { $count } موجود من قبل
}
import-near = { $count ->
    [zero] لا شيء قريب جدًا من غيره
    [one] واحد قريب جدًا من غيره
    [two] اثنان قريبان جدًا من غيرهما
    [few] { $count } قريبة جدًا من غيرها
    [many] { $count } قريب جدًا من غيره
   *[other] { $count } قريب جدًا من غيره
}
import-left-out = لم يُقرأ:
import-leave-out = ما يُترك
import-without-same = اترك الموجود من قبل
import-without-near = اترك القريب جدًا من غيره
import-take = { $count ->
    [zero] إنشاء مسودات
    [one] إنشاء مسودة واحدة
    [two] إنشاء مسودتين
    [few] إنشاء { $count } مسودات
    [many] إنشاء { $count } مسودة
   *[other] إنشاء { $count } مسودة
}
import-taking = تُنشأ المسودات…
import-view = أي الصفوف
import-view-all = صالح ({ $count })
import-view-same = موجود من قبل ({ $count })
import-view-near = قريب جدًا ({ $count })
import-view-warned = عليه تنبيه ({ $count })
import-view-errors = غير صالح ({ $count })
import-row = الصف
import-field = العمود
import-why = السبب
import-errors-first = { $count ->
    [zero] لا يُعرض منها شيء.
    [one] يُعرض أولها فقط.
    [two] يُعرض أول اثنين فقط.
    [few] تُعرض أول { $count } فقط.
    [many] يُعرض أول { $count } فقط.
   *[other] يُعرض أول { $count } فقط.
}
import-take-row = إدراج
import-alike-same = موجود من قبل
import-alike-near = قريب جدًا
import-taken = { $count ->
    [zero] لم تُنشأ أي مسودة
    [one] أُنشئت مسودة واحدة
    [two] أُنشئت مسودتان
    [few] أُنشئت { $count } مسودات
    [many] أُنشئت { $count } مسودة
   *[other] أُنشئت { $count } مسودة
}
import-taken-about = والآن يدقق شخص ثانٍ منكم الإحداثيات، غير من أدخل الملف.
import-to-drafts = إلى هذه المسودات
problem-file-refused = لا يمكن قراءة الملف.
problem-import-unknown = لم يعد الملف متاحًا. أرسله من جديد.
problem-import-not-ready = ما زالت تجري مراجعة الملف.
problem-too-many-imports = ما زالت تجري مراجعة ملفات أخرى. انتظر قليلًا.
problem-recipients-malformed = لم يُسمَّ من يُبلَّغ.
problem-times-needed = تنقص أوقات: لكل نقطة من المسار، أو من متى وإلى متى.
row-of-file = الصف { $number }
back-to-operations = كل العمليات
import-holds = ما الذي في الملف
import-holds-notices = إخطارات: مواقع وتحركات وبنية تحتية
import-holds-operations = عمليات ومناطق مغلقة
import-operations-about = ملف خرائط أو جدول فيه طلعات أو قوافل أو فرق أو مناطق مغلقة. لا يُبلَّغ أحد بشيء حتى تخططه: تراه كله أولًا على الخريطة.
import-operations-wishes = ما يذكره الملف من النوع والأوقات والارتفاعات هو المعتمد. وما يتركه يؤخذ من هنا.
import-from-hint = حيث لا يذكره الملف. إن تُرك فارغًا: الآن.
import-until-hint = حيث لا يذكره الملف. ما لا نهاية له لا يُخطَّط.
import-measures = العرض والهامش حيث لا يذكرهما الملف
import-radius = نصف القطر حول الموضع (م)
import-radius-hint = للنقاط التي بلا نصف قطر
import-half-height = تحت المسار الجوي وفوقه (م)
import-half-height-hint = للمسارات التي لنقاطها ارتفاعات
import-plan-about = يُخطَّط كل صف وحده. ما يُرفض لا يوقف غيره. وإن خُطّط مرتين فهو موجود مرة واحدة.
import-plan = { $count ->
    [zero] تخطيط
    [one] تخطيط واحدة
    [two] تخطيط اثنتين
    [few] تخطيط { $count } عمليات
    [many] تخطيط { $count } عملية
   *[other] تخطيط { $count } عملية
}
import-planning = يجري التخطيط: { $done } من { $of }
import-all-heights = على كل الارتفاعات
import-doubt = وُسِّع بما لا يزيد على { $length }: مرجع ارتفاعاته غير معروف بدقة
import-map = ما سيُخطَّط
import-map-refused = ما رُفض
import-map-first = { $count ->
    [zero] لا يُرسم منها شيء.
    [one] يُرسم أولها فقط.
    [two] يُرسم أول اثنين فقط.
    [few] تُرسم أول { $count } فقط.
    [many] يُرسم أول { $count } فقط.
   *[other] يُرسم أول { $count } فقط.
}
import-planned = { $count ->
    [zero] لم يُخطَّط شيء جديد
    [one] خُطّطت عملية واحدة
    [two] خُطّطت عمليتان
    [few] خُطّطت { $count } عمليات
    [many] خُطّطت { $count } عملية
   *[other] خُطّطت { $count } عملية
}
import-refused = { $count ->
    [zero] لم يُرفض شيء
    [one] رُفضت واحدة
    [two] رُفضت اثنتان
    [few] رُفضت { $count }
    [many] رُفضت { $count }
   *[other] رُفضت { $count }
}
import-queued = { $count ->
    [zero] لا شيء ينتظر المكتب
    [one] واحدة تنتظر المكتب
    [two] اثنتان تنتظران المكتب
    [few] { $count } تنتظر المكتب
    [many] { $count } تنتظر المكتب
   *[other] { $count } تنتظر المكتب
}
import-refused-about = ما رُفض لم يُخطَّط ولا يعلم به أحد. خذ تعديلًا يزيل التعارض، أو خططه بيدك.
import-became-all = الكل ({ $count })
import-became-refused = مرفوضة ({ $count })
import-became-meets = تلاقي شيئًا ({ $count })
import-became-queued = تنتظر المكتب ({ $count })
import-became-before = خُطّطت من قبل ({ $count })
import-became-planned = خُطّطت ({ $count })
import-is-refused = مرفوضة
import-is-meets = خُطّطت وتلاقي شيئًا
import-is-queued = تنتظر المكتب: لا يعلم بها أحد بعد
import-is-before = خُطّطت من قبل
import-is-planned = خُطّطت
import-plan-so = خطّطها { $change }
import-plan-over = خطّطها بهذا السبب
import-to-planner = فتحها في صفحة التخطيط
problem-file-unknown = الملف من نوع لا يُقرأ هنا.
problem-body-too-long = الملف أطول مما يأخذه هذا المكتب. قسّمه.
line-of-file = السطر { $number }
part-of-place = { $place }، الجزء { $number }
import-other = { $what }: { $count }
import-told-coarsely = { $party } (تقريبًا)
