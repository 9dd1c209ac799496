close = إغلاق
queued-for-office = تعذّر الوصول إلى المكتب. حُفظ هذا، وسيُرسل وترتيبه في الانتظار { $position }.
show-more = { $count ->
    [zero] لا مزيد
    [one] عرض واحد آخر
    [two] عرض اثنين آخرين
    [few] عرض { $count } أخرى
    [many] عرض { $count } أخرى
   *[other] عرض { $count } أخرى
}
