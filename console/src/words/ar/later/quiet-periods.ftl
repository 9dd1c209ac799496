back-to-quiet-periods = كل فترات الهدوء
quiet-period = فترة الهدوء
quiet-propose = اقتراح فترة هدوء
quiet-under = بموجب الاتفاق
quiet-under-any = بموجب أي اتفاق
quiet-takes-part = من يشارك فيها أيضًا
quiet-with-anybody = مع أي طرف
quiet-periods-none = لا فترات هدوء
quiet-periods-none-text = فترة الهدوء منطقة ووقت تلتزم فيهما الأطراف بتعليق عملياتها، ليتمكن الناس من الحصاد أو المغادرة أو العمل هناك. تظهر هنا الفترات التي يشارك فيها طرفكم.
quiet-periods-none-found = لم يُعثر على شيء
quiet-periods-none-found-text = لا فترة هدوء تطابق ما اختير أعلاه.
quiet-more-ended = عرض المزيد مما انتهى
quiet-state-proposed = مقترحة
quiet-state-committed = تبدأ لاحقًا
quiet-state-in-force = سارية
quiet-state-ended = منتهية
quiet-said-committed = التزم
quiet-said-declined = رفض
quiet-said-taken-back = تراجع عن التزامه
quiet-said-nothing = لم يُجب
quiet-ended-time = انتهى وقتها.
quiet-ended-lapsed = انتهى وقتها قبل أن يلتزم الجميع.
quiet-ended-withdrawn = سُحبت قبل أن يلتزم الجميع.
quiet-ended-taken-back = جرى التراجع عن التزام.
quiet-ended-agreement-over = لم يعد اتفاقها ساريًا على الجميع.
quiet-begins-in = تبدأ بعد { $time }
quiet-ends-in = تنتهي بعد { $time }
quiet-would-begins-in = المقترح أن تبدأ بعد { $time }
quiet-would-ends-in = المقترح أن تنتهي بعد { $time }
quiet-committed-of = التزم { $count } من { $all }
quiet-later-committed-of = التمديد: التزم { $count } من { $all }
quiet-all-committed = التزم الجميع
quiet-our-word = طرفنا:
quiet-kinds-all = كل العمليات
quiet-asked-since = السؤال مطروح منذ
quiet-in-force-since = لم يلتزم الجميع إلا لاحقًا. سارية منذ
quiet-area = أين
quiet-facts = ماذا ومتى وأين
quiet-suspended = ما يُعلَّق
quiet-proposed-by = اقترحها
quiet-extended = مُدِّدت
quiet-held-until = وكانت تسري حتى
quiet-unknown = لا وجود لفترة الهدوء هذه
quiet-unknown-text = قد لا يكون طرفكم مشاركًا فيها.
quiet-who = من التزم
quiet-who-about = كل طرف يقول كلمته بنفسه. الترتيب بالاسم.
quiet-later-proposed = اقتُرح تمديد
quiet-later-about = يبقى موعد الانتهاء الحالي ساريًا إلى أن يلتزم الجميع بالموعد الأبعد.
quiet-holds-until = تسري حتى
quiet-would-hold-until = المقترح أن تسري حتى
quiet-inside = المخطط داخلها
quiet-inside-about = عمليات المشاركين، بقدر ما تتيح لكم الاتفاقات رؤيتها. لا يُرفض شيء منها.
quiet-inside-later = تظهر هنا حين يلتزم الجميع.
quiet-inside-none = لا ترون شيئًا منها.
quiet-inside-more = هناك أكثر مما يظهر.
quiet-incidents = حوادث تذكرها
quiet-incidents-about = ما يشارك فيه طرفكم منها.
quiet-incidents-none = لا شيء.
quiet-figures = بالأرقام
quiet-figures-about = حساب كل طرف إلى جانب حساب غيره. لا يُجمع شيء، والمكتب لا ينحاز إلى أحد. الأيام بتوقيت UTC، والحوادث ما يشارك فيه طرفكم.
quiet-figures-none = لم تسرِ أي فترة منها في أي يوم بعد.
quiet-days = الأيام
quiet-days-in-force = { $count ->
    [0] لم تسرِ في أي يوم بعد
    [zero] لم تسرِ في أي يوم بعد
    [one] سرت في يوم واحد
    [two] سرت في يومين
    [few] سرت في { $count } أيام
    [many] سرت في { $count } يومًا
   *[other] سرت في { $count } يوم
}
quiet-by-its-record = بحسب سجل
quiet-days-kept = أيام روعيت
quiet-days-kept-are = { $count ->
    [zero] لم يُراعَ أي يوم
    [one] روعي يوم واحد
    [two] روعي يومان
    [few] روعيت { $count } أيام
    [many] روعي { $count } يومًا
   *[other] روعي { $count } يوم
}
quiet-its-incidents = حوادث يدّعيها أو يقرّ بها
quiet-it-says = قوله في الحوادث
quiet-none-said = لا شيء
quiet-incidents-alleged = مدَّعى بها: { $count }
quiet-incidents-acknowledged = مُقَرّ بها: { $count }
quiet-incidents-disputed = مختلَف عليها: { $count }
quiet-incidents-closed-by-agreement = أُغلقت باتفاق: { $count }
quiet-incidents-closed-without-agreement = أُغلقت دون اتفاق: { $count }
quiet-says-alleges = سجّلها: { $count }
quiet-says-acknowledged = يقرّ بها: { $count }
quiet-says-disputed = يعترض عليها: { $count }
quiet-says-unanswered = لم يُجب بعد: { $count }
quiet-acts = ما يمكنكم فعله
quiet-commit = الالتزام
quiet-commit-about = يعلّق طرفكم هذه العمليات في هذه المنطقة وهذا الوقت. وتسري حين يلتزم الجميع.
quiet-commit-later = الالتزام بالتمديد
quiet-commit-later-about = يسري الموعد الأبعد حين يلتزم به الجميع.
quiet-commit-do = الالتزام باسم طرفنا
quiet-decline = الرفض
quiet-decline-about = يقرأ السبب كل المشاركين. ويمكنكم الالتزام لاحقًا.
quiet-decline-later = رفض التمديد
quiet-decline-later-about = لا يُمسّ موعد الانتهاء الحالي. يقرأ السبب كل المشاركين. ويمكنكم الالتزام لاحقًا.
quiet-decline-do = الرفض باسم طرفنا
quiet-reason-hint = يقرؤه كل المشاركين
quiet-extend = اقتراح تمديد
quiet-extend-about = يلتزم به كل طرف بنفسه، وطرفكم أيضًا. وإلى أن يلتزم الجميع يبقى الموعد الحالي ساريًا.
quiet-later-end = موعد الانتهاء الأبعد
quiet-extend-do = اقتراح هذا الموعد
quiet-take-back = التراجع عن التزامنا
quiet-take-back-follows = هذا ينهي فترة الهدوء.
quiet-take-back-told = يُبلَّغ كل المشاركين فورًا وعلى وجه العجلة، مع السبب الذي تذكرونه.
quiet-take-back-ends = تنتهي للجميع لا لطرفكم وحده. وقد يكون في المنطقة أناس يعتمدون عليها.
quiet-take-back-final = لا رجعة فيه. لا يمكن إلا اقتراح فترة جديدة.
quiet-take-back-sure = قرأتُ ما يترتب على ذلك.
quiet-take-back-do = التراجع وإنهاؤها للجميع
quiet-take-back-early = التراجع عن التزامنا
quiet-take-back-early-about = لم يلتزم الجميع بعد. يُبلَّغ كل المشاركين فورًا مع السبب. ويمكنكم الالتزام من جديد.
quiet-take-back-early-do = التراجع
quiet-withdraw = سحب الاقتراح
quiet-withdraw-about = تنتهي فترة الهدوء التي اقترحها طرفكم قبل أن يلتزم الجميع. ويُبلَّغ كل المشاركين.
quiet-withdraw-do = سحبها
quiet-withdraw-later = سحب التمديد المقترح
quiet-withdraw-later-about = لا يُمسّ موعد الانتهاء الحالي. ويُبلَّغ كل المشاركين.
quiet-withdraw-later-do = سحبه
not-yours-to-commit = المدير هو من يقترح فترات الهدوء ويلتزم بها باسم طرفكم أو يرفضها.
quiet-what = ماذا ومتى ومَن
quiet-text = الغرض منها
quiet-text-hint = ما يقرؤه كل المشاركين
quiet-parties = من يُطلب منه الالتزام
quiet-parties-about = طرفكم مشارك أيضًا.
quiet-coalition = التحالف نفسه
quiet-nobody = لا اتفاق ساريًا يتيح لطرفكم اقتراح فترة هدوء.
quiet-band = بين ارتفاعات معينة فقط
quiet-look-through = المراجعة
quiet-review = راجعوها قبل إرسالها
quiet-who-sees = من سيراها
quiet-who-sees-about = يُبلَّغون بها ويرونها كاملة ويرون ما قاله كل طرف. أما غيرهم فلا وجود لها عندهم.
quiet-proposing-is-not = الاقتراح ليس التزامًا بعد من طرفكم.
quiet-send = إرسال الاقتراح
lacks-quiet-under = اختاروا الاتفاق.
lacks-quiet-parties = اختاروا طرفًا آخر على الأقل.
lacks-quiet-kinds = اختاروا ما يُعلَّق.
lacks-quiet-from = حدّدوا متى تبدأ: الآن أو لاحقًا.
lacks-quiet-until = حدّدوا متى تنتهي، بعد بدايتها.
lacks-quiet-later = بعد موعد الانتهاء الحالي.
hint-quiet-periods = مناطق وأوقات تلتزم فيها الأطراف بتعليق عملياتها، ليأمن الناس فيها.
hint-quiet-periods-moves = افتحوا إحداها لتروا من التزم وما المخطط داخلها، ولتلتزموا أو ترفضوا. وأسفلها أرقامها كلها: حساب كل طرف إلى جانب حساب غيره.
hint-quieting = اقترحوا على أطراف أخرى أن يعلّق الجميع عملياتهم في منطقة لمدة من الوقت.
hint-quieting-moves = اختاروا الاتفاق وارسموا المنطقة وحدّدوا من متى إلى متى، ثم راجعوها قبل إرسالها. ما تكتبونه محفوظ على هذا الجهاز.
