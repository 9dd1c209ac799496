"""Arabic."""

from __future__ import annotations

from tansiq.cli.proof_words.form import Label, Shows, ShowsNot, Words
from tansiq.evidence.verifying import Fault
from tansiq.gateways import mail_texts
from tansiq.office.attested import Says
from tansiq.office.feed import Subject

_DO_NOT_RELY = "لا تعتمد عليه؛ احفظ الملف كما هو، واطلب الإيصال من المكتب"

ARABIC = Words(
    holds="صحيح",
    not_final="صحيح، لكنه ليس نهائيًا: عدد الشهود الموقّعين أقل من المطلوب",
    not_final_hint="اطلب الملف من المكتب مرة أخرى: يوقّع الشهود لاحقًا على السجل وفيه هذه المدخلة",
    nobody="لا أحد من المذكورين هنا",
    own_clock="بحسب ساعته",
    final_yes="نعم: وقّع من الشهود العدد المطلوب",
    final_no="لا: وقّع من الشهود أقل من المطلوب",
    final_alone="لم يُطلب أي شاهد: هذا قول المكتب وحده",
    cut="... (ليس كله: الباقي مع --json)",
    attests="ما يشهد به المكتب",
    entry="مدخلة في سجل المكتب كما كُتبت",
    head="حال سجل المكتب",
    held_by="ما يستند إليه",
    shows="ما يثبته هذا",
    shows_not="ما لا يثبته هذا",
    labels={
        Label.THING: "الموضوع",
        Label.VERSION: "النسخة",
        Label.NUMBER: "الرقم",
        Label.PARTY: "الطرف",
        Label.BY: "القائل أو الفاعل",
        Label.PERSON: "الشخص",
        Label.UNIT: "الوحدة",
        Label.WHY: "السبب",
        Label.TO: "لمن",
        Label.OFFICE_CLOCK: "بساعة المكتب",
        Label.OWN_WORD: "بقول الطرف نفسه",
        Label.CONTENT: "المحتوى",
        Label.KIND: "النوع",
        Label.BODY: "النص",
        Label.LOG: "السجل",
        Label.ENTRY: "رقم المدخلة",
        Label.SIZE: "عدد المدخلات",
        Label.ROOT: "الجذر",
        Label.SIGNED: "وقّعه",
        Label.COSIGNED: "شهد عليه",
        Label.FINAL: "نهائي",
        Label.BUNDLES: "ملفات المدخلات",
        Label.SIZE_THEN: "عدد المدخلات حينها",
        Label.ROOT_THEN: "الجذر حينها",
        Label.TILES: "أجزاء الشجرة",
    },
    says={
        Says.TAKEN_IN: "استلم المكتب هذا.",
        Says.GIVEN: "سُلّم هذا إلى الطرف: صار بالإمكان قراءته هناك منذ ذلك الوقت.",
        Says.SHOWN: "عُرض هذا على شخص من الطرف.",
        Says.ACKNOWLEDGED: "أقرّ الطرف بالاستلام: يقول إنه قرأ هذا.",
        Says.PASSED_ON: "يقول الطرف إنه أبلغ الوحدة بهذا.",
        Says.TOLD: "أُبلغ الطرف في مستجداته بما جرى لهذا.",
    },
    subjects={
        Subject.PARTY: "طرف",
        Subject.INVITATION: "دعوة",
        Subject.AGREEMENT: "اتفاق",
        Subject.OPERATION: "عملية",
        Subject.NOTICE: "إخطار",
        Subject.THREAD: "محادثة",
        Subject.REPORT: "تقرير",
        Subject.REQUEST: "طلب",
        Subject.INCIDENT: "حادثة",
        Subject.QUIET_PERIOD: "فترة هدوء",
        Subject.DAY_PLAN: "خطة اليوم",
        Subject.LOG: "سجل المكتب",
    },
    proves={
        Shows.RECORDED: "دوّن المكتب هذا بعينه في هذا الموضع من سجله ووقّع عليه. ولا يستطيع بعد ذلك إنكاره أمام "
        "من لديه هذا الملف.",
        Shows.HEAD: "وقّع المكتب على أن في سجله هذا العدد من المدخلات تحت هذا الجذر.",
        Shows.SEEN: "رأى كل شاهد مذكور أعلاه السجلَّ وفيه هذه المدخلة، في موعد لا يتجاوز الوقت المذكور بجانبه، وتحقق "
        "من أن السجل امتداد لكل ما رآه من قبل.",
        Shows.CONTENT: "المحتوى المعروض أعلاه هو، بايتًا بايتًا، ما يتحدث عنه المكتب.",
        Shows.COPY: "كل الملفات هنا من شجرة هذا السجل: لم ينقص منها شيء ولم يتغير.",
        Shows.BEGINNING: "السجل الموقَّع هنا بدأ بهذا العدد من المدخلات تحت هذا الجذر: لم يتغير منها شيء منذ ذلك الحين "
        "ولم يُحذف ولم يُدرج فيها شيء.",
    },
    proves_not={
        ShowsNot.TAKEN_IN: "أن أحدًا غيره أُبلغ به.",
        ShowsNot.GIVEN: "أن أحدًا هناك نظر فيه. يقول المكتب إنه كان بالإمكان قراءته هناك.",
        ShowsNot.SHOWN: "أن الشخص قرأه أو فهمه، ولا من الذي كان أمام الشاشة.",
        ShowsNot.ACKNOWLEDGED: "أن الشخص قرأه. دوّن المكتب أن الطرف قال ذلك؛ ولم يوقّع الطرف نفسه على هذا الملف.",
        ShowsNot.PASSED_ON: "أن الوحدة تلقّته. دوّن المكتب أن الطرف قال ذلك؛ ولم يوقّع الطرف نفسه على هذا الملف.",
        ShowsNot.TOLD: "أن أحدًا هناك نظر فيه. يقول المكتب إن المستجدات أبلغت به.",
        ShowsNot.OTHER_KIND: "ما معناه. ليس هذا إيصالًا بل مدخلة أخرى من السجل (أو مدخلة من إصدار أحدث من هذا "
        "البرنامج)، وهي معروضة كما كُتبت.",
        ShowsNot.ENTRIES: "ما تقوله أي مدخلة: ليس في السجل سوى بصمات لا تكشف شيئًا. الإيصال هو الذي يكشف المدخلة.",
        ShowsNot.MOMENT: "متى كان السجل على هذه الحال: لا يذكر الملف وقتًا. ومن أعاد بناء الدفتر حتى هذه المدخلة حصل "
        "على الجذر نفسه، وإلا فهو دفتر آخر.",
        ShowsNot.CLOCK: "أن الوقت صحيح: هو ساعة المكتب.",
        ShowsNot.CLOCK_BOUND: "أن الوقت صحيح: هو ساعة المكتب. يُظهر الشهود فقط أن المدخلة دُوّنت قبل أن يروها، "
        "لا قبل ذلك بكم.",
        ShowsNot.CLOCK_CONTRADICTED: "أن الوقت صحيح: رآه شاهد قبل الوقت الذي يقول المكتب إنه دُوّن فيه. "
        "إحدى الساعتين خاطئة.",
        ShowsNot.OWN_WORD: "أن الوقت الذي ذكره الطرف صحيح: هو قوله.",
        ShowsNot.CONTENT: "ما الذي عُرض أو سُلّم: ليس في الملف سوى بصمته. ومن كان لديه المحتوى فليقارن SHA-256.",
        ShowsNot.ALONE: "أن المكتب يعرض على الجميع السجل نفسه. بغير شهود قد يمسك سجلين.",
        ShowsNot.WITNESSES: "أكثر من قول المكتب، لمن لا يثق بأي من الشهود المذكورين هنا.",
        ShowsNot.NOTHING_ELSE: "أنه لم يُقل شيء آخر قبله أو بعده: ربما صُحّح أو جُدّد أو سُحب منذ ذلك الحين.",
        ShowsNot.TRUTH: "أن ما قيل صحيح.",
    },
    causes=mail_texts.ARABIC.causes,
    faults={
        Fault.MALFORMED: "ليس إيصالًا ولا حالة سجل، أو تغيّر بعد إنشائه",
        Fault.OTHER_LOG: "من سجل آخر غير السجلات التي ذُكرت مفاتيحها",
        Fault.NOT_SIGNED: "يقول إنه من هذا السجل، لكن لم يوقّعه أي مفتاح مذكور",
        Fault.WRONG_SIGNATURE: "فيه توقيع زائف: تغيّر الملف بعد توقيعه، أو هو مزوّر",
        Fault.WRONG_COSIGNATURE: "فيه توقيع شاهد زائف: تغيّر الملف بعده، أو هو مزوّر",
        Fault.NOT_IN_LOG: "يعرض مدخلة ليست في السجل: ليست هكذا، أو ليست في هذا الموضع",
        Fault.NOT_BEGINNING: "يقول عن لحظة ما ليس بداية السجل الموقَّع",
        Fault.OTHER_CONTENT: "فيه محتوى غير الذي يتحدث عنه المكتب",
        Fault.NOTHING_OPENED: "يقول إن في السجل شيئًا، لكنه لا يحوي ما هو",
        Fault.INCOMPLETE_PAPER: "ليس النص الكامل لرموز إثبات على الورق",
        Fault.DAMAGED_TILE: "نسخة من سجل ناقصة أو متغيرة",
    },
    hints={
        Fault.MALFORMED: "احصل على الملف مرة أخرى ممن لديه، ملفًا كما هو: البريد والمحررات تغيّر الأسطر",
        Fault.OTHER_LOG: "هل هو من مكتب آخر؟ إن لم يكن، فاسأل عن مفتاح هذا السجل بطريق آخر",
        Fault.NOT_SIGNED: "ربما صار للمكتب مفتاح آخر: اسأل عنه بطريق غير الذي جاءك به الملف",
        Fault.WRONG_SIGNATURE: _DO_NOT_RELY,
        Fault.WRONG_COSIGNATURE: _DO_NOT_RELY,
        Fault.NOT_IN_LOG: _DO_NOT_RELY,
        Fault.NOT_BEGINNING: _DO_NOT_RELY,
        Fault.OTHER_CONTENT: _DO_NOT_RELY,
        Fault.NOTHING_OPENED: "اطلب الإيصال ومعه المدخلة",
        Fault.INCOMPLETE_PAPER: "امسح كل رموز الصفحة، واحفظ نصوصها بعضها تحت بعض في ملف واحد",
        Fault.DAMAGED_TILE: "انسخ السجل مرة أخرى؛ فإن بقي كما هو فاحفظ النسخة: لا يجوز لمكتب أن يقدّم سجلًا كهذا",
    },
)
