remark-not-a-number = ‏{ $quoted } ليس عددًا.
remark-quantity-too-long = ‏{ $quoted }… أطول مما يُقبل: الحد الأقصى لعدد الأحرف { $of }.
remark-comma-ambiguous = ‏{ $quoted } يُقرأ بطريقتين. اكتبه بلا فاصلة، مثل ‎1500 أو ‎1.5.
remark-cell-too-long = عدد الأحرف في الخلية { $count }، والحد الأقصى { $of }.
remark-length-unreadable = ‏{ $quoted } ليس طولًا. اكتبه مثل ‎500 أو ‎500 m أو ‎5 km أو ‎3 NM.
remark-latitude-unreadable = ‏{ $quoted } ليس خط عرض. اكتبه مثل ‎36.2083 أو ‎36°12'30"N.
remark-longitude-unreadable = ‏{ $quoted } ليس خط طول. اكتبه مثل ‎37.1594 أو ‎37°09'34"E.
remark-latitude-misplaced = ‏{ $quoted } خط عرض، والمطلوب هنا خط طول.
remark-longitude-misplaced = ‏{ $quoted } خط طول، والمطلوب هنا خط عرض.
remark-latitude-off-earth = خط العرض { $degrees } ليس بين ‎-٩٠ و٩٠.
remark-latitude-swapped = خط العرض { $degrees } ليس بين ‎-٩٠ و٩٠. هل تبادل خط العرض وخط الطول مكانيهما؟
remark-longitude-off-earth = خط الطول { $degrees } ليس بين ‎-١٨٠ و١٨٠.
remark-minutes-too-many = في { $quoted } عدد زائد من الدقائق أو الثواني أو الاتجاهات.
remark-direction-twice = في { $quoted } اتجاه واحد مكرر مرتين.
remark-position-unreadable = ‏{ $quoted } ليس موضعًا. اكتبه مثل ‎36.2083 37.1594 أو ‎36°12'30"N 37°09'34"E أو ‎37SCA1234567890.
remark-position-parts = يتكون الموضع من خط الطول ثم خط العرض، وقد تليهما الأمتار.
remark-positions-of-point = للنقطة موضع واحد، والمذكور { $count }.
remark-latitude-missing = لا يوجد خط عرض، ولا محيط ولا مسار.
remark-longitude-missing = لا يوجد خط طول، ولا محيط ولا مسار.
remark-grid-reference-unreadable = ‏{ $quoted } ليس إحداثيًا شبكيًا بنظام MGRS. اكتبه مثل ‎37SCA1234567890.
remark-altitude-unreadable = ‏{ $quoted } ليس ارتفاعًا. اكتبه مثل ‎120 m AGL أو ‎1500 ft AMSL أو FL95 أو ‎140 m WGS84 أو SFC أو UNL.
remark-altitude-impossible = ‏{ $length } ليس ارتفاعًا ممكنًا.
remark-reference-unknown = ‏{ $quoted } ليس مرجعًا للارتفاعات. اكتب AGL أو AMSL أو STD أو WGS84.
remark-bounds-reversed = يجب أن يكون الحد الأدنى ({ $low }، { $quoted }) تحت الحد الأعلى ({ $high }).
remark-instant-unreadable = ‏{ $quoted } ليس تاريخًا ووقتًا. اكتبه مثل ‎2026-03-01T14:30Z أو ‎2026-03-01 17:30 +03:00.
remark-instant-out-of-range = الوقت ليس بين عامي ١٩٧٠ و٩٩٩٩ (UTC).
remark-instant-no-text = يُكتب الوقت نصًا، مثل ‎2026-03-01T14:30Z أو ‎2026-03-01 17:30 +03:00.
remark-start-after-end = يجب أن تسبق البداية النهاية.
remark-times-unequal = عدد الأوقات { $count } وعدد المواضع { $of }.
remark-times-without-line = تحتاج الأوقات إلى خط واحد عدد نقاطه مساوٍ لعددها.
remark-points-too-many = عدد النقاط في خط أو محيط واحد { $count }، والحد الأقصى { $of }.
remark-line-too-short = يحتاج الخط إلى نقطتين على الأقل.
remark-ring-missing = يحتاج المضلع إلى محيط.
remark-circle-incomplete = تحتاج الدائرة إلى مركز ونصف قطر.
remark-shape-missing = ليست له مساحة ولا نقطة ولا خط.
remark-volumes-too-many = سيكون عدد الأحجام { $count }، حجم لكل شكل في كل وقت، والحد الأقصى للعنصر الواحد { $of }.
remark-nested-too-deep = مجموعات داخل مجموعات بعمق يزيد على { $of }.
remark-arc-at-centre = قوس يبدأ عند مركزه أو ينتهي عنده.
remark-arc-radius = نصف قطر القوس، { $length }، ليس بين { $low } و{ $high }.
remark-arc-without-centre = يجب أن يسبق { $quoted } مركز (V X=…).
remark-arc-by-bearings = يتكون DA من نصف قطر (NM) واتجاهين تفصل بينها فواصل.
remark-arc-by-ends = يتكون DB من موضعين بينهما فاصلة.
remark-variable-unknown = ‏{ $quoted } لا يحدد شيئًا معروفًا.
remark-activity-unreadable = وقت النشاط وقتان بينهما شرطة مائلة، والحد الأقصى { $of }.
remark-recipients-missing = لا الملف ولا ما اخترته يقول من الذي يُبلَّغ.
remark-recipient-unreadable = ‏{ $quoted } لا يسمي متلقيًا. اكتب اسم طرف، أو ‎party:exact أو ‎party:coarse.
remark-recipient-not-told = لا اتفاق ساريًا يتيح إبلاغ { $quoted } بهذا، أو بهذه الدقة.
remark-kind-notified = يقول الملف إنه { $quoted ->
    [site] موقع محمي
    [movement] تحرك
    [infrastructure] بنية تحتية
   *[other] { $quoted }
}، وهذا يُخطَر به ولا يُخطَّط.
remark-text-too-long = النص طويل: الحد الأقصى لعدد الأحرف { $of }.
remark-text-missing = ينقص نص.
remark-way-without-times = تحتاج كل نقطة من مسار التحرك إلى وقت.
remark-times-of-some = النقاط التي لها وقت: { $count } من أصل { $of }. يلزم وقت لجميعها أو لا وقت لأي منها.
remark-times-missing = لا أوقات في الملف. حدد حتى متى، ومنذ متى إن لم تكن البداية الآن.
remark-end-missing = لا نهاية في الملف. حدد حتى متى، ومنذ متى إن لم تكن البداية الآن.
remark-over = انتهى في { $at }.
remark-zone-assumed = اعتُبر وقت بلا منطقة زمنية بتوقيت UTC. اكتب بعده Z أو ‎+03:00.
remark-start-of-day = اعتُبرت بداية بلا ساعة الساعةَ ٠٠:٠٠.
remark-end-of-day = اعتُبرت نهاية بلا ساعة نهايةَ ذلك اليوم.
remark-swapped = يبدو أن خط العرض وخط الطول تبادلا مكانيهما: الموضع بعيد عن بقية الملف، ولو بُدِّلا لكان قريبًا منها.
remark-holes-filled = في المنطقة فجوات. مُلئت، فصارت المنطقة أكبر مما في الملف.
remark-corners-repeated = حُذفت زوايا تقع في موضع الزاوية السابقة لها.
remark-edge-long = ضلع بالغ الطول: أقصر طريق، وهو المعتمد، يبعد حتى { $length } عن الخط المستقيم على الخريطة. زيادة الزوايا تزيل الشك.
remark-grid-square = يدل الإحداثي الشبكي على مربع ضلعه { $length }، وأُخذ وسطه.
remark-arc-uneven = يختلف بعد طرفي القوس عن مركزه بمقدار { $length } ({ $quoted }).
remark-bound-open = { $bound ->
    [lower] لا حد أدنى مذكور، فتُرك مفتوحًا.
   *[upper] لا حد أعلى مذكور، فتُرك مفتوحًا.
}
remark-bound-above-sea = { $bound ->
    [lower] الحد الأدنى، { $length }، مقيس من مستوى سطح البحر، وهو يبعد عن الإهليلج حتى { $high }.
   *[upper] الحد الأعلى، { $length }، مقيس من مستوى سطح البحر، وهو يبعد عن الإهليلج حتى { $high }.
} { $moved ->
    [lowered] خُفض { $shift }.
   *[raised] رُفع { $shift }.
}
remark-bound-pressure = { $bound ->
    [lower] الحد الأدنى، { $length }، مستوى طيران أو ارتفاع ضغطي، وهو يتغير مع الطقس حتى { $high }.
   *[upper] الحد الأعلى، { $length }، مستوى طيران أو ارتفاع ضغطي، وهو يتغير مع الطقس حتى { $high }.
} { $moved ->
    [lowered] خُفض { $shift }.
   *[raised] رُفع { $shift }.
}
remark-bound-unreferenced = { $bound ->
    [lower] الحد الأدنى، { $length }، بلا مرجع (اكتب بعده AMSL أو AGL أو FL أو WGS84). حُسب له هامش حتى { $high }، وهو قليل إن كان القياس من سطح الأرض.
   *[upper] الحد الأعلى، { $length }، بلا مرجع (اكتب بعده AMSL أو AGL أو FL أو WGS84). حُسب له هامش حتى { $high }، وهو قليل إن كان القياس من سطح الأرض.
} { $moved ->
    [lowered] خُفض { $shift }.
   *[raised] رُفع { $shift }.
}
remark-bound-above-ground = { $bound ->
    [lower] الحد الأدنى، { $length }، مقيس من سطح الأرض، ولا يُعرف إلا أن سطح الأرض بين { $low } و{ $high } فوق الإهليلج.
   *[upper] الحد الأعلى، { $length }، مقيس من سطح الأرض، ولا يُعرف إلا أن سطح الأرض بين { $low } و{ $high } فوق الإهليلج.
} { $moved ->
    [lowered] خُفض { $shift }.
   *[raised] رُفع { $shift }.
}
remark-points-doubtful = قد تختلف ارتفاعات النقاط حتى { $length } عن ارتفاعها فوق الإهليلج.
remark-points-above-sea = ارتفاعات النقاط من مستوى سطح البحر، وهو يبعد عن الإهليلج حتى { $length }.
remark-drawn-at-height = رُسم المحيط على ارتفاع، فاعتُبر ممتدًا من سطح الأرض حتى ذلك الارتفاع.
remark-hours-ignored = لا يسري إلا في بعض الساعات من مدته، وأُخذت المدة كلها.
remark-radius-unit = أُخذ نصف القطر بالأمتار. أطوال هذه المنطقة بالأقدام، فقد يكون أصغر.
remark-of-another = يقول الملف إنه يخص { $quoted }.
remark-nothing-restricted = يقول الملف إنه لا شيء مقيَّد هناك.
remark-all-heights = لا يذكر الملف ارتفاعات، فيُخطَّط على جميع الارتفاعات.
remark-whole-way-held = لا أوقات لنقاطه، فيُحجز الطريق كله من البداية حتى النهاية.
remark-band-around-points = يمتد نطاق ارتفاعه { $length } تحت ارتفاعات نقاطه وفوقها.
remark-other-sheet = الورقة { $quoted }
remark-after-empty-rows = كل ما يلي الصفوف الفارغة ({ $of })
remark-line-unknown = سطر من نوع لا يُقرأ: { $quoted }
remark-before-first-area = سطر قبل أول منطقة
remark-airway = طريق جوي
remark-other-file = ملف آخر داخل ملف KMZ
remark-element = ‏{ $quoted }
like-file = { $place ->
    [here] في الموضع نفسه الذي فيه { $where } من هذا الملف ({ $title })
   *[near] على بعد { $distance } من { $where } من هذا الملف ({ $title })
}
like-draft = { $place ->
    [here] في موضع المسودة { $title } نفسه
   *[near] على بعد { $distance } من المسودة { $title }
}
like-notice = { $place ->
    [here] في موضع الإخطار { $title } نفسه
   *[near] على بعد { $distance } من الإخطار { $title }
}
like-planned = { $place ->
    [here] في موضع { $title } نفسه ({ $kind })
   *[near] على بعد { $distance } من { $title } ({ $kind })
}
like-operation = { $place ->
    [here] في موضع العملية { $title } نفسه
   *[near] على بعد { $distance } من العملية { $title }
}
problem-feature-malformed = ينقصه شيء، أو فيه ما لا توافق صيغته ما تنص عليه لغة الملف.
problem-feature-empty = ليس له موضع.
problem-coordinate-malformed = خط عرض أو خط طول لا يُقرأ.
problem-grid-reference-malformed = إحداثي شبكي لا يُقرأ.
problem-altitude-malformed = ارتفاع لا يُقرأ.
problem-length-malformed = طول لا يُقرأ.
problem-instant-malformed = تاريخ ووقت لا يُقرآن.
problem-cell-too-long = في خلية نص أطول مما يُقبل.
problem-file-empty = الملف فارغ.
problem-file-too-long = الملف أطول مما يُقبل. قسّمه.
problem-file-malformed = الملف يخالف قواعد لغته، فلا يوثق بشيء منه.
problem-file-too-deep = أجزاء الملف متداخلة أكثر مما ينبغي، أو عددها كبير.
problem-archive-unsafe = محتوى الملف المضغوط أكبر مما يُقبل بعد فكه، أو لا يمكن فكه.
problem-document-type = في الملف نوع مستند أو كيانات خاصة به، وهذه لا تُقرأ.
problem-heading-missing = لا صف في الجدول يسمي الأعمدة اللازمة.
problem-too-many-features = في الملف صفوف أو عناصر أكثر مما يُقبل. قسّمه.
problem-too-many-points = في الملف نقاط أكثر مما يُقبل. قسّمه.
problem-edges-cross = أضلاع المحيط تتقاطع.
problem-no-area = الزوايا على خط واحد ولا تحيط بمساحة.
problem-vertex-count = زوايا المحيط أقل مما يلزم أو أكثر مما يُقبل.
problem-vertex-repeated = زاوية مكررة في المحيط.
problem-latitude-out-of-range = خط عرض ليس بين ‎-٩٠ و٩٠.
problem-longitude-out-of-range = خط طول ليس بين ‎-١٨٠ و١٨٠.
problem-radius-out-of-range = نصف القطر أصغر أو أكبر مما ينبغي.
problem-altitude-out-of-range = ارتفاع أدنى أو أعلى مما يُقبل.
problem-altitudes-reversed = يجب أن يكون الارتفاع الأدنى تحت الأعلى.
problem-time-out-of-range = وقت ليس بين عامي ١٩٧٠ و٩٩٩٩.
problem-times-reversed = يجب أن تسبق البداية النهاية.
problem-waypoint-count = نقاط المسار أقل مما يلزم أو أكثر مما يُقبل.
problem-waypoint-times = يجب أن تكون كل نقطة من المسار بعد سابقتها وقتًا.
problem-route-too-long = المسار أطول مما يُقبل.
problem-half-width-out-of-range = الممر أضيق أو أعرض مما ينبغي.
problem-slack-out-of-range = الهامش الزمني قبل المرور وبعده أطول مما ينبغي.
problem-extents-needed = تلزم منطقة أو مسار، لا كلاهما.
problem-outline-needed = تلزم دائرة أو محيط، لا كلاهما.
problem-too-many-volumes = أحجامه أكثر مما يُقبل.
problem-area-too-large = المنطقة أكبر مما يجوز إعلانه.
problem-band-missing = ينقص ارتفاعاه، من وإلى.
problem-card-invalid = ينقصه شيء من بياناته، أو فيها ما هو طويل.
problem-kind-fixed = لا يمكن أن يكون من هذا النوع.
problem-window-missing = ينقص وقتاه، من وإلى.
problem-window-too-long = مدته أطول مما ينبغي.
problem-import-for-other = فُحص الملف لغرض آخر. أرسله من جديد.
