place-imports = من ملف
import-about = جدول أو ملف خرائط فيه مواقع أو تحركات أو بنية تحتية. لا يُبلَّغ أحد بشيء: يصير كل صف مسودة يدققها شخص ثانٍ.
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
import-view-all = الكل ({ $count })
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
import-take-row = أخذ الصف
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
import-taken-about = والآن يدقق شخص ثانٍ منكم الإحداثيات، غير من جاء بالملف.
import-to-drafts = إلى هذه المسودات
problem-file-refused = لا يمكن قراءة الملف.
problem-import-unknown = لم يعد الملف متاحًا. أرسله من جديد.
problem-import-not-ready = ما زالت تجري مراجعة الملف.
problem-too-many-imports = ما زالت تجري مراجعة ملفات أخرى. انتظر قليلًا.
problem-recipients-malformed = لم يُسمَّ من يُبلَّغ.
problem-times-needed = يلزم وقت لكل نقطة من نقاط التحرك.
row-of-file = الصف { $number }
