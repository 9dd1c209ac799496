inc-us = { $party } (мы)
inc-on-this-page = На этой странице
inc-part-stands = Что говорит каждая сторона
inc-part-stands-about = Каждая сама признаёт инцидент или оспаривает его.
inc-part-accounts = Изложения
inc-part-accounts-about = Что произошло, словами каждой стороны. Чужое изложение не меняет никто.
inc-part-facts = Факты
inc-part-facts-about = Короткие утверждения. Каждая сторона сама говорит, согласна ли она.
inc-part-questions = Вопросы
inc-part-questions-about = Ответить может любой участник. Что ответ получен, говорит тот, кто спросил.
inc-part-told = Что каждому было сообщено к тому времени?
inc-part-told-about = Операции, уведомления и донесения в месте и в час инцидента, насколько их видит ваша сторона. На странице другой стороны могут быть и другие.
inc-part-links = Что с ним связано
inc-part-links-about = К чему он относится. Каждой стороне видно то, что ей можно видеть.
inc-part-actions = Меры на будущее
inc-part-actions-about = Что сделать, чтобы это не повторилось: кто и к какому сроку. Они продолжаются и после закрытия инцидента.
inc-part-closing = Закрытие
inc-part-closing-about = Инцидент закрыт, когда одна сторона предложила текст и с ним согласна каждая из остальных. Сторона, которая его внесла, может завершить его и без согласия.
inc-part-sight = Что видит другая сторона?
inc-part-sight-about = Что до неё дошло из сказанного вашей стороной.
inc-quiet-period = Говорят, что нарушен период тишины
inc-recorded-by = Внесён
inc-changed = Последнее изменение
inc-name = Идентификатор
inc-when-where = Когда и где
inc-unknown = Такого инцидента нет
inc-unknown-text = Возможно, ваша сторона в нём не участвует.
inc-who-sees = Эту страницу видят только участники. Что говорит один из них, доходит до всех. Больше никто не узнает, что инцидент есть.
inc-takes-part-since = Участвует с
inc-taken-in-by = привлекла
inc-came-at = дошло до нас
inc-waits-for = Ждёт открытия канала: { $parties }
inc-waiting = Часть сказанного вашей стороной дошла не до всех: канал приостановлен. Она отмечена ниже и уйдёт, когда канал снова откроют.
inc-awaits = От вашей стороны ждут
inc-awaits-stand = Вы признаёте инцидент или оспариваете?
inc-awaits-facts = { $count ->
    [one] Согласны ли вы с { $count } фактом?
    [few] Согласны ли вы с { $count } фактами?
    [many] Согласны ли вы с { $count } фактами?
   *[other] Согласны ли вы с { $count } факта?
}
inc-awaits-questions = { $count ->
    [one] { $count } вопрос без ответа: можете ответить?
    [few] { $count } вопроса без ответа: можете ответить?
    [many] { $count } вопросов без ответа: можете ответить?
   *[other] { $count } вопроса без ответа: можете ответить?
}
inc-awaits-actions = { $count ->
    [one] За вами { $count } мера
    [few] За вами { $count } меры
    [many] За вами { $count } мер
   *[other] За вами { $count } меры
}
inc-awaits-closing = Согласны ли вы с текстом закрытия?
inc-words-if-wanted = Своими словами, если хотите добавить
inc-acknowledge = Признать инцидент
inc-acknowledge-about = То есть что он был. О вине это не говорит. Ваше изложение и ваши слова о каждом факте остаются сами по себе.
inc-dispute = Оспорить инцидент
inc-dispute-again = Оспорить другими словами
inc-dispute-about = То есть что его не было или всё было не так. Как было, можно сказать в изложении.
inc-take-in = Привлечь другие стороны
inc-take-in-about = Они прочтут всё, что сказано, и будут участвовать. Остальным об этом сообщат.
inc-take-in-whom = Кого
inc-take-in-nobody = Больше нет сторон, с которыми действует соглашение уровня «сведения».
inc-no-account = Изложения не дала.
inc-account-write = Написать наше изложение
inc-account-update = Дополнить наше изложение
inc-account-ours = Наше изложение
inc-account-hint = Что известно вашей стороне, её словами. Прежние версии остаются для чтения. Набранное хранится на этой машине, пока не отправлено.
inc-account-give = Дать это изложение
inc-account-give-new = Дать эту версию
inc-account-meanwhile = Кто-то из вашей стороны тем временем дал другую версию.
inc-account-meanwhile-about = Вот как её изменит ваша. Ничего из набранного не потеряно.
inc-account-over = Моя версия пойдёт следом
inc-account-theirs = Взять ту версию вместо моей
inc-language-like = Похоже на: { $language }
inc-versions = { $count ->
    [one] { $count } версия
    [few] { $count } версии: что изменилось
    [many] { $count } версий: что изменилось
   *[other] { $count } версии: что изменилось
}
inc-version = Версия { $version }
inc-facts-agreed = Согласованы
inc-facts-agreed-about = С ними согласны все участники.
inc-facts-disputed = Оспариваются
inc-facts-disputed-about = Хотя бы одна сторона говорит, что было не так.
inc-facts-open = Открыты
inc-facts-open-about = Высказались ещё не все.
inc-facts-none = Нет.
inc-propose-facts = Предложить факты
inc-facts-text = Факты, по одному в строке
inc-facts-hint = Коротко: в каждом что-то одно. С тем, что ваша сторона предлагает, она согласна. Не больше { $most }, каждый не длиннее { $length } знаков.
inc-propose-facts-do = { $count ->
    [0] Предложить
    [one] Предложить { $count } факт
    [few] Предложить { $count } факта
    [many] Предложить { $count } фактов
   *[other] Предложить { $count } факта
}
inc-fact-proposed = Предложено:
inc-fact-says-agrees = согласна
inc-fact-says-disputes = оспаривает
inc-fact-says-none = пока ничего не говорит
inc-fact-agree = Согласны
inc-fact-dispute = Оспорить
inc-fact-dispute-again = Сказать другими словами
inc-fact-instead = Говорит, что было так:
inc-fact-instead-label = Как было на самом деле?
inc-fact-instead-hint = Оспорить можно и без слов.
inc-fact-say-nothing = Взять наши слова назад
inc-questions-none = Пока никто ни о чём не спросил.
inc-question-open = Открыт
inc-question-answered = Ответ получен
inc-question-settle = Ответ получен
inc-question-reopen = Ответа ещё нет
inc-no-answer = Пока без ответа.
inc-answer = Ответить
inc-answer-text = Ответ
inc-ask = Задать вопросы
inc-questions-text = Вопросы, по одному в строке
inc-questions-hint = Всем участникам. Не больше { $most }, каждый не длиннее { $length } знаков.
inc-ask-do = { $count ->
    [0] Спросить
    [one] Задать { $count } вопрос
    [few] Задать { $count } вопроса
    [many] Задать { $count } вопросов
   *[other] Задать { $count } вопроса
}
inc-kind-operation = Операция
inc-kind-notice = Уведомление
inc-kind-report = Донесение
inc-kind-thread = Переписка
inc-kind-request = Запрос
inc-kind-quiet-period = Период тишины
inc-open-operation = Открыть операцию
inc-open-notice = Открыть уведомление
inc-open-report = Прочитать донесение
inc-open-thread = Открыть переписку
inc-open-request = Открыть запрос
inc-open-quiet-period = Открыть период тишины
inc-links-none = Из того, что видит ваша сторона, ничего не связано.
inc-link = Связать с чем-то
inc-link-kind = Что
inc-link-search = Поиск по названию
inc-link-which = Что именно
inc-link-nothing = Ничего не найдено.
inc-link-more = Есть ещё. Поищите по названию.
inc-link-do = { $count ->
    [0] Связать
    [one] Связать: { $count }
    [few] Связать: { $count }
    [many] Связать: { $count }
   *[other] Связать: { $count }
}
inc-link-this = Связать
inc-link-this-of = Связать: { $title }
inc-linked = Связано нами
inc-linked-by = Связь добавлена:
inc-unlink = Убрать
inc-unlink-of = Убрать: { $title }
inc-told-span = До и после инцидента
inc-told-span-none = Только его время
inc-told-looked = Просмотрено:
inc-told-then = Начало инцидента
inc-told-too-many = Там больше, чем можно перечислить. Возьмите меньше времени.
inc-told-missing-operation = Здесь может не быть части операций: центр хранит их сутки после окончания.
inc-told-missing-notice = Здесь может не быть части уведомлений: центр хранит их неделю после окончания.
inc-told-missing-report = Здесь может не быть части донесений.
inc-told-missing-thread = Здесь может не быть части переписки.
inc-told-missing-request = Здесь может не быть части запросов.
inc-told-missing-quiet-period = Здесь может не быть части периодов тишины.
inc-told-ours = Наше
inc-told-ours-about = Что об этом было сообщено другим.
inc-told-ours-none = От вашей стороны для этого места и времени ничего нет.
inc-told-theirs = Других сторон
inc-told-theirs-about = Что об этом было сообщено вашей стороне.
inc-told-theirs-none = Для этого места и времени нет ничего, что было бы сообщено вашей стороне.
inc-told-by-then = К тому времени
inc-told-later = Только потом
inc-told-nothing-by-then = Ничего.
inc-told-nobody = Больше никому не сообщали.
inc-told-earlier-unknown = Прежняя версия могла быть передана раньше. Когда, здесь уже не хранится.
inc-told-coarse = видно приблизительно; возможно, там
inc-told-noted = нам сказано
inc-step-told = сообщено
inc-step-acknowledged = подтвердили
inc-step-passed-on = довели до
inc-step-shown = прочитано:
inc-step-withdrawn = сообщено, что отозвано
inc-step-taken-away = больше не видно: ни одно соглашение этого не позволяет
inc-step-planned = сообщено, что запланировано
inc-step-changed = сообщено, что изменено
inc-step-activated = сообщено, что выполняется
inc-step-nonconforming = сообщено про отклонение от плана
inc-step-contingent = сообщено, что терпит бедствие
inc-step-ended = сообщено, что закончено
inc-step-undone = сообщено, что не состоится
inc-actions-none = Пока никто ничего не предложил.
inc-action-propose = Предложить меру
inc-action-propose-do = Предложить
inc-action-text = Что сделать
inc-action-owner = Кто делает
inc-action-owner-hint = Один из участников. Другая сторона сама говорит, берётся ли она за это.
inc-action-due = Срок
inc-action-proposed = Предложено
inc-action-accepted = Взято на себя
inc-action-declined = Отклонено
inc-action-done = Сделано
inc-action-accept = Взять на себя
inc-action-decline = Отклонить
inc-action-say-done = Сделано
inc-closing-none = Закрыть пока никто не предложил.
inc-closing-proposed = Предложенный текст закрытия
inc-closing-agreed = Закрыт по согласию
inc-closing-without = Закрыт без согласия
inc-closing-agrees = согласна
inc-closing-declines = не согласна
inc-closing-unanswered = ещё не ответила
inc-closing-disagrees = с этим не согласна
inc-closing-disagrees-no-more = больше не возражает
inc-closing-silent = ничего к этому не сказала
inc-closing-agree = Согласиться с текстом
inc-closing-decline = Не согласиться
inc-closing-disagree = Сказать, что мы не согласны
inc-closing-take-back = Больше не возражать
inc-closing-replaced = Его сменило другое закрытие.
inc-closing-reopened = Открыт снова, потому что:
inc-closing-propose = Предложить текст закрытия
inc-closing-propose-other = Предложить другой текст
inc-closing-propose-do = Предложить этот текст
inc-closing-text = Текст, с которым инцидент закрывается
inc-closing-about = Инцидент закрыт, когда согласна каждая из остальных сторон. Текст, предложенный раньше, тогда уже не действует.
inc-end = Завершить без согласия
inc-end-reason = Причина
inc-end-about = Всё сказанное остаётся для чтения. Остальные могут сказать, что не согласны.
inc-reopen = Открыть снова
inc-reopen-reason = Причина
inc-reopen-about = С чем он был закрыт, остаётся для чтения.
inc-closings-over = { $count ->
    [one] { $count } прежнее закрытие
    [few] { $count } прежних закрытия
    [many] { $count } прежних закрытий
   *[other] { $count } прежнего закрытия
}
inc-sight-nothing = Для этой стороны такого инцидента нет: ни в списках, ни в счёте, ни по идентификатору.
inc-sight-nothing-said = Ваша сторона пока ничего не сказала. Что инцидент есть, та сторона видит.
inc-sight-holds = Она участвует. Из сказанного вашей стороной до неё дошло:
inc-sight-since = с
inc-what-invited = Привлечены другие стороны
inc-what-account = Наше изложение
inc-what-facts = Предложенные нами факты
inc-what-fact-stand = Что мы говорим о факте
inc-what-questions = Наши вопросы
inc-what-answer = Ответ
inc-what-question-settled = Получен ли ответ на наш вопрос
inc-what-linked = Связи (каждая, только если ей это можно видеть)
inc-what-unlinked = Убранная связь
inc-what-stand = Признание или возражение
inc-what-closing-proposed = Предложенный нами текст закрытия
inc-what-closing-answered = Что мы говорим о закрытии
inc-what-closed-without = Завершён без согласия
inc-what-reopened = Открыт снова
inc-what-action-proposed = Предложенная нами мера
inc-what-action-answered = Мера взята на себя или отклонена
inc-what-action-done = Мера выполнена
hint-incident = Один инцидент: слова каждой стороны рядом со словами остальных.
hint-incident-moves = Скажите, признаёт ли его ваша сторона, дайте изложение и скажите о каждом факте, согласны ли вы. Это прочтут все участники. Набранное хранится на этой машине, пока не отправлено.
inc-bundle = Всё одним файлом
inc-bundle-about = Всё, что об этом видит ваша сторона, с доказательствами и страницей, для которой ничего не нужно ставить.
