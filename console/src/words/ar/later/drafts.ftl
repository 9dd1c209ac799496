drafts-waiting = { $count ->
    [zero] المسودات
    [one] مسودة واحدة
    [two] مسودتان
    [few] المسودات ({ $count })
    [many] المسودات ({ $count })
   *[other] المسودات ({ $count })
}
back-to-drafts = كل المسودات
drafts-about = يكتب شخص، ويدقق آخر الإحداثيات، ثم تُصدَر. وحتى ذلك الحين لا يعلم بها أي طرف آخر.
drafts-all = { $count ->
    [zero] الكل (لا شيء)
    [one] الكل ({ $count })
    [two] الكل (اثنتان)
    [few] الكل ({ $count })
    [many] الكل ({ $count })
   *[other] الكل ({ $count })
}
drafts-mine-to-check = لأدققها
drafts-written = غير مدققة
drafts-checked = مدققة
drafts-none = لا مسودات
drafts-none-text = تظهر هنا المسودات التي تُكتب أو التي جاءت من ملف، إلى أن تُصدَر. اكتب إخطارًا، أو أدخل إخطارات كثيرة من ملف.
drafts-none-found-text = لا مسودة تطابق ما اختير أعلاه.
drafts-picked = { $count ->
    [zero] لم يُختر شيء
    [one] اختيرت واحدة
    [two] اختيرت اثنتان
    [few] اختيرت { $count }
    [many] اختيرت { $count }
   *[other] اختيرت { $count }
}
filter-batch = الملف
filter-batch-all = من كل الملفات
draft-state-written = تنتظر التدقيق
draft-state-checked = مدققة
draft-state-released = صدرت
draft-by = كتبها
draft-checked-by = دققها
draft-alike = تشبه شيئًا:
draft-change = تغيير المسودة
draft-awaits-second = كتبتَ فيها، فيدققها شخص آخر. تُظهر هذه الصفحة متى تم ذلك.
draft-unknown = لا توجد مسودة كهذه
draft-unknown-text = ربما صدرت أو حُذفت.
places-count = { $count ->
    [zero] لا أماكن
    [one] مكان واحد
    [two] مكانان
    [few] { $count } أماكن
    [many] { $count } مكانًا
   *[other] { $count } مكان
}
check-title = { $count ->
    [zero] لا مسودات للتدقيق
    [one] تدقيق مسودة واحدة
    [two] تدقيق مسودتين
    [few] تدقيق { $count } مسودات
    [many] تدقيق { $count } مسودة
   *[other] تدقيق { $count } مسودة
}
check-about = قارِن الإحداثيات بمصدرها: القائمة أو الرسالة أو المكالمة التي جاءت منها. تكفي أي صيغة من الثلاث.
check-own = { $count ->
    [zero] لم تكتب في أي منها.
    [one] كتبتَ في واحدة منها. يدققها شخص آخر.
    [two] كتبتَ في اثنتين منها. يدققهما شخص آخر.
    [few] كتبتَ في { $count } منها. يدققها شخص آخر.
    [many] كتبتَ في { $count } منها. يدققها شخص آخر.
   *[other] كتبتَ في { $count } منها. يدققها شخص آخر.
}
check-tick = قارنتُ هذه الإحداثيات بمصدرها
check-all = { $count ->
    [zero] لا شيء للمقارنة
    [one] قورنت
    [two] قورنت كلتاهما
    [few] قورنت كلها ({ $count })
    [many] قورنت كلها ({ $count })
   *[other] قورنت كلها ({ $count })
}
check-and-release = { $count ->
    [zero] تأكيد وإصدار
    [one] تأكيد وإصدار
    [two] تأكيد وإصدار (اثنتان)
    [few] تأكيد وإصدار ({ $count })
    [many] تأكيد وإصدار ({ $count })
   *[other] تأكيد وإصدار ({ $count })
}
check-only = { $count ->
    [zero] تأكيد فقط
    [one] تأكيد فقط
    [two] تأكيد فقط (اثنتان)
    [few] تأكيد فقط ({ $count })
    [many] تأكيد فقط ({ $count })
   *[other] تأكيد فقط ({ $count })
}
check-these = { $count ->
    [zero] تدقيق
    [one] تدقيق واحدة
    [two] تدقيق اثنتين
    [few] تدقيق { $count }
    [many] تدقيق { $count }
   *[other] تدقيق { $count }
}
check-leave = ترك التدقيق
release-these = { $count ->
    [zero] إصدار
    [one] إصدار
    [two] إصدار اثنتين
    [few] إصدار { $count }
    [many] إصدار { $count }
   *[other] إصدار { $count }
}
throw-these = { $count ->
    [zero] حذف
    [one] حذف واحدة
    [two] حذف اثنتين
    [few] حذف { $count }
    [many] حذف { $count }
   *[other] حذف { $count }
}
throw-do = { $count ->
    [zero] حذف
    [one] حذفها
    [two] حذفهما
    [few] حذفها
    [many] حذفها
   *[other] حذفها
}
throw-about = تزول عند كل من في طرفكم. وتبقى الإخطارات التي صدرت.
done-of = { $done } من { $of }
release-results = ما آلت إليه كل منها
results-released = { $count ->
    [zero] لم يصدر شيء
    [one] صدر إخطار واحد
    [two] صدر إخطاران
    [few] صدرت { $count } إخطارات
    [many] صدر { $count } إخطارًا
   *[other] صدر { $count } إخطار
}
results-refused = { $count ->
    [zero] لم يتعذر إصدار شيء
    [one] تعذر إصدار واحدة
    [two] تعذر إصدار اثنتين
    [few] تعذر إصدار { $count }
    [many] تعذر إصدار { $count }
   *[other] تعذر إصدار { $count }
}
to-the-notice = إلى الإخطار
problem-draft-own = كتبتَ فيها. يدققها شخص آخر.
problem-draft-changed = تغيّرت في هذه الأثناء. انظر إليها من جديد.
problem-draft-unchecked = لم يدققها شخص آخر بعد.
problem-draft-unknown = لم تعد المسودة موجودة.
problem-draft-released = صدرت من قبل. غيّر الإخطار نفسه.
problem-draft-invalid = لا يمكن حفظ المسودة أو إصدارها هكذا.
problem-notice-differs = صدر إخطار من هذه المسودة، وهو يقول الآن غير ما فيها.
