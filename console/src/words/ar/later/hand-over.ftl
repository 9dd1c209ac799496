hand-over-about = من مناوبة إلى التي تليها: كيف تسير الأمور، وما الذي ما زال مفتوحًا.
hand-over-give = تسليم الآن
hand-over-open = { $waiting ->
    [0] لا شيء ينتظر طرفكم.
    [zero] لا شيء ينتظر طرفكم.
    [one] شيء واحد ينتظر طرفكم.
    [two] شيئان ينتظران طرفكم.
    [few] { $waiting } أشياء تنتظر طرفكم.
    [many] { $waiting } شيئًا ينتظر طرفكم.
   *[other] { $waiting } شيء ينتظر طرفكم.
} { $threads ->
    [0] لا محادثة تنتظر أحدًا. يُضاف المفتوح من تلقاء نفسه.
    [zero] لا محادثة تنتظر أحدًا. يُضاف المفتوح من تلقاء نفسه.
    [one] محادثة واحدة تنتظر أحدًا. يُضاف المفتوح من تلقاء نفسه.
    [two] محادثتان تنتظران أحدًا. يُضاف المفتوح من تلقاء نفسه.
    [few] { $threads } محادثات تنتظر أحدًا. يُضاف المفتوح من تلقاء نفسه.
    [many] { $threads } محادثة تنتظر أحدًا. يُضاف المفتوح من تلقاء نفسه.
   *[other] { $threads } محادثة تنتظر أحدًا. يُضاف المفتوح من تلقاء نفسه.
}
hand-over-summary = كيف تسير الأمور؟
hand-over-summary-hint = ما حدث، وما اتُّفق عليه، وما ينبغي الانتباه له. لا يقرؤه إلا طرفكم.
hand-over-do = تسليم
hand-over-to-inbox = عرض المفتوح
hand-over-earlier = عرض تسليمات أقدم
hand-over-none = لا تسليم بعد
hand-over-none-text = في نهاية مناوبتك اكتب أعلاه كيف تسير الأمور. ويؤكده من يليك هنا.
hand-over-by = سلّم { $person }
hand-over-waits = كان مفتوحًا حينها: { $threads ->
    [zero] لا محادثات
    [one] محادثة واحدة
    [two] محادثتان
    [few] { $threads } محادثات
    [many] { $threads } محادثة
   *[other] { $threads } محادثة
}، { $notices ->
    [zero] لا إخطارات
    [one] إخطار واحد
    [two] إخطاران
    [few] { $notices } إخطارات
    [many] { $notices } إخطارًا
   *[other] { $notices } إخطار
}
hand-over-nothing-waits = لم يكن شيء مفتوحًا.
hand-over-taken = تسلّمها { $person }
hand-over-waits-for-next = تنتظر المناوبة التالية
hand-over-take = فهمتها وأتسلّم المناوبة
hand-over-number = التسليم { $number }
hand-over-none-to-read = في نهاية كل مناوبة يكتب المناوب هنا كيف تسير الأمور.
