report-write = Написать донесение
report-write-confirms = Подтверждающее донесение
report-write-contradicts = Опровергающее донесение
report-write-corrects = Исправляющее донесение
report-write-withdraws = Отзывающее донесение
report-change = Изменить донесение
back-to-reports = Все донесения
back-to-report = К донесению
reports-shown = { $count ->
    [one] { $count } донесение
    [few] { $count } донесения
    [many] { $count } донесений
   *[other] { $count } донесения
}
reports-shown-more = { $count ->
    [one] Последнее { $count } донесение; есть и другие.
    [few] Последние { $count } донесения; есть и другие.
    [many] Последние { $count } донесений; есть и другие.
   *[other] Последние { $count } донесения; есть и другие.
}
list-more = Показать ещё
list-narrow-down = Есть и другие. Сузьте выбор выше.
reports-none = Донесений нет
reports-none-text = Здесь стоит то, что стороны знают о месте и времени: ваши донесения другим и донесения, переданные вам по соглашению.
reports-none-found = Ничего не найдено
reports-none-found-text = Ни одно донесение не подходит под выбранное выше.
column-grading = Оценка
column-report = Донесение
column-speaks-of = О каком времени
column-came-in = Поступило
role-of-report-all = Все
role-of-report-own = Наши
role-of-report-received = Переданные нам
filter-owner-all = Все стороны
filter-marking-all = Любая метка
filter-source-all = Любой источник
filter-information-all = Любые сведения
the-marking = Метка
the-source = Источник:
the-information = Сведения:
grading-words = Источник: { $source }. Сведения: { $information }.
grading-read = Оценка { $grade }: источник { $source }, сведения { $information }.
source-grade-a = надёжный
source-grade-b = обычно надёжный
source-grade-c = довольно надёжный
source-grade-d = обычно ненадёжный
source-grade-e = ненадёжный
source-grade-f = оценить нельзя
source-about-a = Сомнений нет; всегда оказывался прав.
source-about-b = Сомнений мало; чаще всего оказывался прав.
source-about-c = Есть сомнения; иногда оказывался прав.
source-about-d = Сомнений много; прав бывал изредка.
source-about-e = Ошибался или вводил в заблуждение.
source-about-f = О нём слишком мало известно. Это не упрёк.
information-grade-1 = подтверждены другими
information-grade-2 = вероятно, верны
information-grade-3 = возможно, верны
information-grade-4 = сомнительны
information-grade-5 = маловероятны
information-grade-6 = оценить нельзя
information-about-1 = Другие, независимые источники говорят то же.
information-about-2 = Не подтверждено, но согласуется с известным.
information-about-3 = Не подтверждено; согласуется отчасти.
information-about-4 = Возможно, но не согласуется.
information-about-5 = Известное говорит против этого.
information-about-6 = Сравнить не с чем.
tlp-about-red = Только тем, кто назван, и больше никому. Дальше не передаётся.
tlp-about-amber-strict = Внутри организации получателя, тем, кому это нужно.
tlp-about-amber = Внутри организации получателя и тем, кого она защищает, если им это нужно.
tlp-about-green = Всем, кто работает в этой области; не публично.
tlp-about-clear = Можно сообщать кому угодно. Переданное кому-либо видно и всем: на открытой странице центра.
report-ours = Наше
report-ourselves = наша сторона
report-new = Новое
report-withdrawn = Отозвано
report-waiting = { $count ->
    [one] { $count } сторона ещё не извещена
    [few] { $count } стороны ещё не извещены
    [many] { $count } сторон ещё не извещены
   *[other] { $count } стороны ещё не извещены
}
report-kept = Только для себя
report-kept-about = Ни одна другая сторона о нём не знает.
report-erased = (Текст стёрт)
report-erased-about = Текст стёрт. То, что донесение было и кому оно показано, остаётся.
report-unopened = От стороны «{ $party }», оценка { $grade }, { $marking }
fact-source = Источник
fact-outlet = Где опубликовано
fact-written-by = Составил
denied-by = Отрицают:
denied-by-nobody = Ни в одном из известных вам донесений это не отрицается.
confirmed-by = Подтверждают:
written-in = Язык текста:
report-text = Текст
report-facts = Время, место и источник
report-claims = Кого цитируют
report-evidence = Материалы
report-evidence-about = Файл тот же, что был вложен, если SHA-256 совпадает.
released-at = Передано
report-where = Где
report-where-hint = Как называют это место на местности
report-positions = Координаты
report-relations = Связь с другими донесениями
report-ledger = У кого что есть
report-ledger-about = Каждая версия, показанная стороне впервые, и кому именно.
report-sight = Что видит другая сторона?
report-shown-us = Что показано нашей стороне
report-shown-us-about = Это видит и автор донесения.
report-unknown = Такого донесения нет
report-unknown-text = Возможно, вашей стороне его не передавали.
to-the-subject = { $count ->
    [one] Кто что говорит: { $count } донесение
    [few] Кто что говорит: { $count } донесения
    [many] Кто что говорит: { $count } донесений
   *[other] Кто что говорит: { $count } донесения
}
report-release-to = Передать другим
report-correct = Исправить
report-contradict = Опровергнуть
report-confirm = Подтвердить сведения
report-withdraw = Отозвать
report-withdraw-about = У тех, кому донесение передано, текст остаётся; им сообщат, что оно отозвано и почему.
report-withdraw-do = Отозвать донесение
speaker-said = :
claims-more = { $count ->
    [one] и ещё { $count } цитата
    [few] и ещё { $count } цитаты
    [many] и ещё { $count } цитат
   *[other] и ещё { $count } цитаты
}
evidence-origin = Происхождение
evidence-origin-hint = Чей это файл и как он сделан: снимок водителя
evidence-count = { $count ->
    [one] { $count } файл материалов
    [few] { $count } файла материалов
    [many] { $count } файлов материалов
   *[other] { $count } файла материалов
}
evidence-add = Добавить файлы
custody = Через чьи руки прошёл
custody-none = Через чьи руки прошёл, не сказано.
custody-put-in = вложил в систему центра
custody-steps = { $count ->
    [one] Через чьи руки прошёл: { $count } шаг
    [few] Через чьи руки прошёл: { $count } шага
    [many] Через чьи руки прошёл: { $count } шагов
   *[other] Через чьи руки прошёл: { $count } шага
}
custody-at = С какого времени
custody-who = У кого был
custody-what = Что с ним сделали
custody-add = Добавить шаг
custody-remove = Убрать шаг { $number }
words-the-same = Слова те же.
words-added = [добавлено:]
words-gone = [убрано:]
relation-of-confirms = Подтверждает
relation-of-contradicts = Опровергает
relation-of-corrects = Исправляет
relation-of-withdraws = Отзывает
relation-by-confirms = Подтверждает это
relation-by-contradicts = Опровергает это
relation-by-corrects = Исправляет это
relation-by-withdraws = Отзывает это
relation-older = в прежней версии
relation-kind = Что о нём сказано
relation-remove = Не упоминать «{ $title }»
relation-add = Выбрать более раннее донесение
relation-choose = Другое донесение, о котором здесь что-то сказано
relation-choose-one = Выберите из последних
tie-confirms = подтверждает
tie-contradicts = опровергает
tie-corrects = исправляет
tie-withdraws = отзывает
holds-version = имеет версию { $version }
held-since = с
shown-version = версия { $version } показана:
shown-to-nobody = Там ещё никому не показано
withdrawal-waits = об отзыве ещё не извещена
choose-party = Выберите сторону
sees-no-report = Ничего.
sees-no-report-about = Для этой стороны такого донесения нет: ни в списках, ни рядом с другими, ни по идентификатору.
sees-all-as-here = Всё, как здесь: текст, цитаты, материалы и оценку. Но не то, у кого ещё оно есть.
sees-older = Версию { $version }. С тех пор изменены слова:
sees-fewer-relations = О донесениях, которых у этой стороны нет, ей ничего не сообщается.
versions-what-changed = { $count ->
    [one] { $count } версия: что изменено
    [few] { $count } версии: что изменено
    [many] { $count } версий: что изменено
   *[other] { $count } версии: что изменено
}
version-to-version = Версия { $from } → { $to }
changed-grading = Оценка
changed-marking = Метка
changed-others = Изменено также: { $what }
changed-source = источник
changed-outlet = где опубликовано
changed-place = место
changed-extents = координаты
changed-time = время
changed-claims = цитаты
changed-evidence = материалы
changed-relations = связь с другими донесениями
subject-title = Кто что говорит
subject-counts = { $count ->
    [one] { $count } донесение, сторон: { $parties }
    [few] { $count } донесения, сторон: { $parties }
    [many] { $count } донесений, сторон: { $parties }
   *[other] { $count } донесения, сторон: { $parties }
}
subject-order = Порядок
subject-order-spoken = По времени, о котором речь
subject-order-received = По поступлению
subject-most = { $count ->
    [one] Показано только { $count }; может быть больше.
    [few] Показаны только { $count }; может быть больше.
    [many] Показаны только { $count }; может быть больше.
   *[other] Показаны только { $count }; может быть больше.
}
subject-alone = Ни одно другое известное вам донесение его не подтверждает, не опровергает и не исправляет.
text-whole = Показать целиком
text-less = Свернуть
what-it-corrects = Что исправлено, слово за словом
report-title = Заголовок
report-title-hint = Суть в одной строке
report-language = Язык текста
report-source-hint = На кого или на что опирается: водитель, наш патруль
report-outlet-hint = Если опубликовано: газета, канал, страница
write-text = Что известно?
write-source = От кого и насколько это верно?
write-source-about = Оцениваются отдельно: хороший источник может ошибиться, плохой – оказаться прав.
write-when-where = Когда и где?
write-when-where-about = Время, о котором речь, а не время написания.
write-more = Дополнительно
write-more-about = Если есть.
write-release = Кому это знать?
write-release-about = Пока вы не нажмёте кнопку ниже, никому ничего не сообщается.
not-yours-to-report = Донесения пишет дежурный офицер.
grade-source = Источник
grade-source-about = Насколько на него можно положиться?
grade-information = Сведения
grade-information-about = Насколько этому можно верить, кто бы это ни сказал?
marking-about = С кем получатели могут этим делиться.
release-parties = Стороны
release-nobody = Ни одно действующее соглашение не позволяет вам никого извещать. Донесение можно оставить для себя.
release-wide = Целые коалиции или соглашения
release-red = Помеченное TLP:RED передаётся только названным сторонам.
release-groups = Всем членам
release-agreements = Всем сторонам соглашения
release-closed-about = С ними нет действующего соглашения уровня «обмен сведениями» или выше.
foreseen = Кому будет передано
foreseen-kept = Никому: донесение остаётся у вашей стороны, пока вы его не передадите.
foreseen-needs = Выберите метку, и будет видно, кому оно передаётся.
foreseen-recipients = { $count ->
    [0] Никому
    [one] { $count } сторона
    [few] { $count } стороны
    [many] { $count } сторон
   *[other] { $count } стороны
}
foreseen-via = через
foreseen-added = новая
foreseen-gone = Больше ничего не узнают, но сохранят, что имеют:
unusual = Необычно для вас
unusual-new-party = Стороне «{ $party }» не передавалось ни одно из ваших последних донесений.
unusual-less-strict = { $now } менее строга, чем у любого из ваших последних донесений ({ $usual }).
unusual-more-parties = Сторон: { $now }, тогда как прежде было самое большее { $usual }.
unusual-sure = Это просмотрено, так и задумано.
when-quick = Обычное время
when-just-now = Только что
when-last-hour = Последний час
when-last-six = Последние шесть часов
report-place-add = Добавить координаты или контур
report-place-none = Без координат
claim-speaker = Кто сказал
claim-text = Что сказал
claim-add = Добавить цитату
claim-remove = Убрать цитату { $number }
change-as-seen = Что изменится для получателей
meanwhile = Тем временем донесение изменено
meanwhile-about = Написанное вами сохранено. Вот что стало другим; изменил(а)
meanwhile-withdrawn = Тем временем донесение отозвано. Написанное вами сохранено; передайте его новым донесением. Причина:
meanwhile-over = Оставить моё поверх этого
meanwhile-anew = Начать с того, что там сейчас
release-do = { $count ->
    [0] Передать
    [one] Передать { $count } стороне
    [few] Передать { $count } сторонам
    [many] Передать { $count } сторонам
   *[other] Передать { $count } стороны
}
release-change-do = { $count ->
    [0] Передать эту версию
    [one] Передать эту версию { $count } стороне
    [few] Передать эту версию { $count } сторонам
    [many] Передать эту версию { $count } сторонам
   *[other] Передать эту версию { $count } стороны
}
release-keep-do = Оставить для себя
writing-restored-behind = С тех пор донесение изменено. Посмотрите, что изменит ваша версия.
lacks-report-title = Нужен заголовок.
lacks-report-text = Нужен текст.
lacks-report-grading = Оцените источник и сведения; если нельзя – F и 6.
lacks-report-from = Скажите, с какого времени.
lacks-report-until = Скажите, по какое время.
lacks-report-until-before = Конец раньше начала.
lacks-report-until-ahead = Донесение говорит о том, что было; это время ещё впереди.
lacks-report-places = Координат нет, или их нельзя прочесть.
lacks-report-claims = Для цитаты нужно, кто сказал и что.
lacks-report-custody = Для шага нужно время и у кого был файл.
lacks-report-marking = Выберите метку.
lacks-report-red-names = Помеченное TLP:RED передаётся только названным сторонам, а не коалиции или по соглашению.
reports-find = Поиск по заголовкам, текстам, источникам и местам
reports-find-how = Слова и фразы в кавычках; должны быть все. Находятся и другие формы слова.
reports-found = { $count ->
    [0] Ничего не найдено
    [one] Найдено { $count } донесение; сначала о самом позднем времени
    [few] Найдено { $count } донесения; сначала о самом позднем времени
    [many] Найдено { $count } донесений; сначала о самом позднем времени
   *[other] Найдено { $count } донесения; сначала о самом позднем времени
}
reports-behind = Поступившего только что среди них может ещё не быть.
filter-days-all = Любое время
filter-days = { $count ->
    [one] Последние сутки
    [few] Последние { $count } дня
    [many] Последние { $count } дней
   *[other] Последние { $count } дня
}
report-take = Из документа
report-take-about = Вставьте текст или выберите файл. В нём находят статью с заголовком, изданием и датой; меню и комментарии отбрасываются. Никому ничего не сообщается и ниоткуда ничего не загружается.
take-paste = Текст
take-look = Просмотреть
take-file = Файл
take-choose = Выбрать файл
take-looking = Просматривается…
take-another = Другой документ
take-kept = Хранится только подлинник, байт в байт, в течение суток: он прилагается к донесению. Сверьтесь с ним, прежде чем полагаться на то, чего не хватает.
take-not-kept = Нет связи с центром, поэтому подлинник не сохранён: к донесению он не прилагается. Когда связь восстановится, загрузите документ ещё раз, чтобы приложить его.
take-what-kept = Что оставлено
take-no-title = (Заголовок не найден)
take-left-out = Что отброшено
take-left-out-about = С номером строки и причиной.
take-go-on = Перейти к донесению
take-judge-first = Сначала скажите о каждой цитате, верна ли она и кто это сказал.
left-out-nothing = Ничего не отброшено.
left-out-menu = Меню
left-out-comments = Комментарии
left-out-comment-form = Форма для комментариев
left-out-disclaimer = Оговорка
left-out-related-articles = Похожие статьи
left-out-subscribe = Подписка
left-out-cookies = Файлы cookie
left-out-font-size = Размер букв
left-out-share = Поделиться
left-out-original-elsewhere = Подлинник в другом месте
left-out-page-not-available = Страница недоступна
left-out-skip-link = Ссылка мимо меню
left-out-advertisement = Реклама
left-out-reading-time = Время чтения
left-out-rights = Права
left-out-a-number-alone = Одно число
left-out-byline = Автор
left-out-credit = Агентство
left-out-after-the-article = После статьи
left-out-head-of-the-page = Верх страницы
left-out-foot-of-the-page = Низ страницы
left-out-beside-the-article = Рядом со статьёй
left-out-form = Форма
left-out-control = Кнопка
left-out-hidden = Скрыто на странице
left-out-attachment = Вложение
proposals-about = Найдено по образцам, которые ничего не понимают и могут назвать не того. О каждой решаете вы.
proposals-none = Цитат не найдено. Их можно добавить в донесении.
proposals-open = { $count ->
    [0] Рассмотрены все.
    [one] Осталось рассмотреть { $count }.
    [few] Осталось рассмотреть { $count }.
    [many] Осталось рассмотреть { $count }.
   *[other] Осталось рассмотреть { $count }.
}
proposals-refuse-rest = Отклонить остальные
proposal-carried = в предложении никто не назван; это названный последним
proposal-indirect = словами автора
proposal-sentence = Предложение целиком
proposal-judge = Цитата { $number }
proposal-right = Верно
proposal-wrong = Отклонить
proposal-needs-speaker = Скажите, кто это сказал.
custody-taken-in = принял документ
report-from-document = Это составлено по документу. Просмотрите, оцените, пометьте и скажите, кому это знать.
