"""What mails say, in each language that they are written in. A mail names things by their identifiers only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Texts:
    """One language. `causes` are sentences by `subject/why` of an item of the feed."""

    news: str
    urgent: str
    distress: str
    escalation: str
    many: str
    hello: str
    asked: str
    about: str
    when: str
    until: str
    more: str
    missed: str
    foot: str
    test: str
    test_body: str
    stopped: str
    stopped_body: str
    other: str
    causes: dict[str, str]


ENGLISH = Texts(
    news="News",
    urgent="URGENT",
    distress="DISTRESS",
    escalation="OVERDUE",
    many="news items: {count}",
    hello="For: {party}",
    asked="You are named as a contact for this step of the escalation that was agreed. An acknowledgement is overdue.",
    about="About",
    when="When",
    until="Acknowledge by",
    more="And more of them: {count}",
    missed="Older items are no longer kept here (up to number {number}). Look at everything anew.",
    foot="What it is about is not in this mail: mail is not a safe channel. Sign in to read it. "
    "Do not answer this mail.",
    test="Test",
    test_body="This is a test. Somebody at {party} asked for it. Nothing has happened.",
    stopped="Delivery STOPPED",
    stopped_body="Nothing more is delivered to {name}: {reason}. Somebody who administers {party} can resume it.",
    other="Something has changed.",
    causes={
        "party/founded": "The office has been opened.",
        "party/applied": "A party has applied.",
        "party/objected": "A party objects to an accession.",
        "party/objection-withdrawn": "An objection has been withdrawn.",
        "party/admitted": "A party has been admitted.",
        "party/declined": "An application has been declined.",
        "party/changed": "A party says something else of itself.",
        "party/asked-to-join": "A coalition asks a party to join.",
        "party/joined": "A party has joined a coalition.",
        "party/left-coalition": "A party has left a coalition.",
        "party/left": "A party has left the office.",
        "invitation/made": "An invitation has been made.",
        "invitation/withdrawn": "An invitation has been withdrawn.",
        "agreement/proposed": "Terms of an agreement have been proposed.",
        "agreement/retracted": "A proposal has been retracted.",
        "agreement/signed": "An agreement has been signed.",
        "agreement/suspended": "A channel has been suspended.",
        "agreement/resumed": "A channel is open again.",
        "agreement/used": "A suspended channel has been used.",
        "agreement/ended": "An agreement has ended.",
        "operation/planned": "An operation has been planned.",
        "operation/changed": "An operation has changed.",
        "operation/activated": "An operation has begun.",
        "operation/nonconforming": "An operation is not where it was announced.",
        "operation/contingent": "An operation is in difficulty.",
        "operation/ended": "An operation has ended.",
        "notice/released": "A notice has been released.",
        "notice/changed": "A notice has changed.",
        "notice/given": "A notice has been given to you.",
        "notice/renewed": "A notice has been renewed.",
        "notice/still valid?": "Does this notice of yours still hold?",
        "notice/withdrawn": "A notice has been withdrawn.",
        "notice/taken away": "A notice is no longer meant for you.",
        "notice/expired": "A notice has expired.",
        "notice/acknowledged": "A notice has been acknowledged.",
        "notice/passed on": "A notice has been passed on to a unit.",
        "notice/overdue": "A notice has not been acknowledged in time.",
        "thread/opened": "A conversation has been opened.",
        "thread/said": "There is a new message.",
        "thread/acknowledged": "A message has been acknowledged.",
        "thread/overdue": "You have not acknowledged a message in time.",
        "thread/not acknowledged": "A message of yours has not been acknowledged in time.",
        "thread/resolved": "A conflict is over.",
        "thread/closed": "A conversation has been closed.",
        "thread/test": "The channel is being tested: acknowledge it.",
        "day-plan/issued": "The plan of the day has been issued.",
        "day-plan/updated": "The plan of the day has been updated.",
    },
)

ARABIC = Texts(
    news="أخبار",
    urgent="عاجل",
    distress="استغاثة",
    escalation="تجاوز المهلة",
    many="عدد الأخبار: {count}",
    hello="إلى: {party}",
    asked="أنتم جهة الاتصال المحددة لهذه الدرجة من التصعيد المتفق عليه. لم يصل إشعار الاستلام في موعده.",
    about="الموضوع",
    when="الوقت",
    until="يُرجى إشعار الاستلام قبل",
    more="وغيرها، وعددها: {count}",
    missed="لم تعد الأخبار الأقدم محفوظة هنا (حتى الرقم {number}). يُرجى مراجعة كل شيء من جديد.",
    foot="لا تتضمن هذه الرسالة المحتوى لأن البريد ليس قناة آمنة. سجّلوا الدخول لقراءته. لا تردّوا على هذه الرسالة.",
    test="اختبار",
    test_body="هذه رسالة اختبار طلبها أحد العاملين لدى {party}. لم يحدث شيء.",
    stopped="توقّف التسليم",
    stopped_body="لم يعد يُسلَّم أي شيء إلى {name}: {reason}. يمكن لمن يدير {party} استئنافه.",
    other="حدث تغيير.",
    causes={
        "party/founded": "افتُتح المكتب.",
        "party/applied": "تقدّم طرف بطلب انضمام.",
        "party/objected": "اعترض طرف على انضمام.",
        "party/objection-withdrawn": "سُحب اعتراض.",
        "party/admitted": "قُبل انضمام طرف.",
        "party/declined": "رُفض طلب انضمام.",
        "party/changed": "غيّر طرف بياناته.",
        "party/asked-to-join": "دعا ائتلاف طرفًا إلى الانضمام إليه.",
        "party/joined": "انضم طرف إلى ائتلاف.",
        "party/left-coalition": "غادر طرف ائتلافًا.",
        "party/left": "غادر طرف المكتب.",
        "invitation/made": "أُنشئت دعوة.",
        "invitation/withdrawn": "سُحبت دعوة.",
        "agreement/proposed": "اقتُرحت بنود اتفاق.",
        "agreement/retracted": "سُحب اقتراح.",
        "agreement/signed": "وُقّع اتفاق.",
        "agreement/suspended": "عُلّقت قناة.",
        "agreement/resumed": "أُعيد فتح قناة.",
        "agreement/used": "استُخدمت قناة معلّقة.",
        "agreement/ended": "انتهى اتفاق.",
        "operation/planned": "خُطط لعملية.",
        "operation/changed": "تغيّرت عملية.",
        "operation/activated": "بدأت عملية.",
        "operation/nonconforming": "خرجت عملية عن المكان المعلن عنه.",
        "operation/contingent": "تواجه عملية صعوبات.",
        "operation/ended": "انتهت عملية.",
        "notice/released": "صدر إخطار.",
        "notice/changed": "تغيّر إخطار.",
        "notice/given": "وُجّه إليكم إخطار.",
        "notice/renewed": "جُدّد إخطار.",
        "notice/still valid?": "هل ما زال إخطاركم هذا ساريًا؟",
        "notice/withdrawn": "سُحب إخطار.",
        "notice/taken away": "لم يعد إخطار موجهًا إليكم.",
        "notice/expired": "انتهت صلاحية إخطار.",
        "notice/acknowledged": "أُشعر باستلام إخطار.",
        "notice/passed on": "أُحيل إخطار إلى وحدة.",
        "notice/overdue": "لم يُشعر باستلام إخطار في موعده.",
        "thread/opened": "فُتحت محادثة.",
        "thread/said": "وردت رسالة جديدة.",
        "thread/acknowledged": "أُشعر باستلام رسالة.",
        "thread/overdue": "لم تُشعروا باستلام رسالة في موعدها.",
        "thread/not acknowledged": "لم يصل إشعار باستلام رسالة منكم في موعده.",
        "thread/resolved": "زال تعارض.",
        "thread/closed": "أُغلقت محادثة.",
        "thread/test": "يجري اختبار القناة: يُرجى إشعار الاستلام.",
        "day-plan/issued": "صدرت خطة اليوم.",
        "day-plan/updated": "حُدّثت خطة اليوم.",
    },
)

RUSSIAN = Texts(
    news="Новости",
    urgent="СРОЧНО",
    distress="БЕДСТВИЕ",
    escalation="ПРОСРОЧЕНО",
    many="новых сообщений: {count}",
    hello="Для: {party}",
    asked="Вы указаны как контакт для этой ступени согласованного оповещения. Подтверждение не получено в срок.",
    about="Предмет",
    when="Время",
    until="Подтвердить до",
    more="И ещё: {count}",
    missed="Более старые записи здесь уже не хранятся (до номера {number}). Просмотрите всё заново.",
    foot="Содержание в письме не приводится: почта — ненадёжный канал. Чтобы прочитать его, войдите в систему. "
    "Не отвечайте на это письмо.",
    test="Проверка",
    test_body="Это проверка, её запросил сотрудник стороны {party}. Ничего не произошло.",
    stopped="Доставка ОСТАНОВЛЕНА",
    stopped_body="На {name} больше ничего не доставляется: {reason}. Возобновить может администратор стороны {party}.",
    other="Произошло изменение.",
    causes={
        "party/founded": "Офис открыт.",
        "party/applied": "Сторона подала заявку.",
        "party/objected": "Сторона возражает против присоединения.",
        "party/objection-withdrawn": "Возражение отозвано.",
        "party/admitted": "Сторона принята.",
        "party/declined": "Заявка отклонена.",
        "party/changed": "Сторона изменила сведения о себе.",
        "party/asked-to-join": "Коалиция приглашает сторону вступить в неё.",
        "party/joined": "Сторона вступила в коалицию.",
        "party/left-coalition": "Сторона вышла из коалиции.",
        "party/left": "Сторона покинула офис.",
        "invitation/made": "Создано приглашение.",
        "invitation/withdrawn": "Приглашение отозвано.",
        "agreement/proposed": "Предложены условия соглашения.",
        "agreement/retracted": "Предложение отозвано.",
        "agreement/signed": "Соглашение подписано.",
        "agreement/suspended": "Канал приостановлен.",
        "agreement/resumed": "Канал снова открыт.",
        "agreement/used": "Приостановленный канал был использован.",
        "agreement/ended": "Соглашение прекращено.",
        "operation/planned": "Запланирована операция.",
        "operation/changed": "Операция изменена.",
        "operation/activated": "Операция началась.",
        "operation/nonconforming": "Операция идёт не там, где объявлено.",
        "operation/contingent": "Операция в затруднении.",
        "operation/ended": "Операция завершена.",
        "notice/released": "Уведомление выпущено.",
        "notice/changed": "Уведомление изменено.",
        "notice/given": "Вам направлено уведомление.",
        "notice/renewed": "Уведомление продлено.",
        "notice/still valid?": "Это ваше уведомление ещё действует?",
        "notice/withdrawn": "Уведомление отозвано.",
        "notice/taken away": "Уведомление вам больше не адресовано.",
        "notice/expired": "Срок уведомления истёк.",
        "notice/acknowledged": "Получение уведомления подтверждено.",
        "notice/passed on": "Уведомление передано подразделению.",
        "notice/overdue": "Получение уведомления не подтверждено в срок.",
        "thread/opened": "Открыта беседа.",
        "thread/said": "Новое сообщение.",
        "thread/acknowledged": "Получение сообщения подтверждено.",
        "thread/overdue": "Вы не подтвердили получение сообщения в срок.",
        "thread/not acknowledged": "Получение вашего сообщения не подтверждено в срок.",
        "thread/resolved": "Конфликт устранён.",
        "thread/closed": "Беседа закрыта.",
        "thread/test": "Идёт проверка канала: подтвердите получение.",
        "day-plan/issued": "План на день выпущен.",
        "day-plan/updated": "План на день обновлён.",
    },
)

TEXTS = {"en": ENGLISH, "ar": ARABIC, "ru": RUSSIAN}


def language_of(tags: tuple[str, ...]) -> str:
    """The first of these language tags that mails are written in; English if there is none."""
    return next((tag for tag in (tag.partition("-")[0].lower() for tag in tags) if tag in TEXTS), "en")
