day-title = خطة يوم { $day }
day-before = اليوم السابق
day-after = اليوم التالي
day-today = اليوم
which-day = أي يوم
issue-number = الإصدار { $number }
issued-at = صدر
day-for-party = للطرف { $party }
day-left-out = { $count ->
    [zero] لم يُترك شيء.
    [one] سطر واحد آخر ليس في هذه الخطة لكثرة ما فيها. انظر إلى المراقبة.
    [two] سطران آخران ليسا في هذه الخطة لكثرة ما فيها. انظر إلى المراقبة.
    [few] { $count } أسطر أخرى ليست في هذه الخطة لكثرة ما فيها. انظر إلى المراقبة.
    [many] { $count } سطرًا آخر ليست في هذه الخطة لكثرة ما فيها. انظر إلى المراقبة.
   *[other] { $count } سطر آخر ليست في هذه الخطة لكثرة ما فيها. انظر إلى المراقبة.
}
day-quiet = لا شيء مخططًا في هذا اليوم
day-quiet-text = يظهر إصدار أحدث من تلقاء نفسه حين يُخطَّط لشيء.
day-none = لا خطة لهذا اليوم
day-none-text = لم تصدر خطة لهذا اليوم. يصدرها المكتب في الساعة المحددة لها. انظر إلى المراقبة لمعرفة المخطط له.
day-invalid-text = هذا ليس يومًا. اختر يومًا.
day-when-utc = متى (UTC)
day-who = من
day-what = ماذا
day-altitude = الارتفاع
day-where = أين
day-until = حتى
day-own = لكم
time-not-shown = غير معروض
day-state-activated = جارٍ
day-state-ended = انتهى
day-state-nonconforming = خرج عن خطته
day-state-contingent = في حالة استغاثة
day-protects-nobody-less = لا يُذكر هنا إلا ما تعرضه الاتفاقات. وما لا يُذكر قد يكون موجودًا، وهو محمي كغيره. الارتفاعات فوق إهليلج WGS84.
