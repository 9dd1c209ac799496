place-notices = Уведомления
notice-new = Новое уведомление
back-to-notices = Все уведомления
filter-text = Поиск
filter-role = Чьи
role-of-notice-all = Все
role-of-notice-own = Наши
role-of-notice-received = Переданные нам
filter-kind = Вид
filter-kind-all = Все виды
filter-need = Что требуется
filter-need-all = Любое действие
filter-state = Состояние
filter-order = Порядок
filters-off = Снять все фильтры
order-need = Сначала неотложные
order-newest = Сначала новые
order-ending = Сначала истекающие
order-title = По названию
notice-state-in-force = Действует
notice-state-expired = Истекло
notice-state-withdrawn = Отозвано
need-read-overdue = Подтвердите получение: срок прошёл
need-theirs-overdue = Получатель просрочил
need-read = Подтвердите получение
need-renew = Ещё действует?
need-waiting = Передано пока не всем
need-pass-on = Доведите до подразделения
need-theirs = Ждём получателей
need-nothing = Действий не требуется
column-need = Требуется
column-notice = Уведомление
column-ladder = Квитанции (UTC)
column-valid = Действует до
notice-ours = Наше
notice-urgent = Срочно
notices-shown = { $count ->
    [one] Показано { $count } из { $all }.
    [few] Показаны { $count } из { $all }.
    [many] Показано { $count } из { $all }.
   *[other] Показано { $count } из { $all }.
}
notices-pressing = { $count ->
    [one] { $count } требует действий.
    [few] { $count } требуют действий.
    [many] { $count } требуют действий.
   *[other] { $count } требуют действий.
}
notices-none = Уведомлений нет
notices-none-text = Здесь видны уведомления, которые вы даёте другим, и те, что другие дают вам. Сообщите тем, кто летает, о клинике, колонне или трубопроводе.
notices-none-found = Ничего не найдено
notices-none-found-text = Под выбранное выше не подходит ни одно уведомление.
rung-taken-done = принято
rung-given-done = вручено
rung-given-awaited = ещё не вручено
rung-read-done = получение подтверждено
rung-read-awaited = получение не подтверждено
rung-read-overdue = не подтверждено в срок
rung-read-open = ждёт подтверждения
rung-passed-done = доведено
rung-passed-awaited = ещё не доведено
rung-passed-open = предстоит довести
notice-precision = С какой точностью
notice-precision-exact = точно
notice-precision-coarse = приблизительно
escalated-to = эскалация, уровень { $level }
given-late = вручено поздно
not-told-yet = пока не удалось сообщить
gone-withdrawn = об отзыве сообщено
gone-taken-away = больше не получатель
and-more-recipients = { $count ->
    [one] и ещё { $count } получатель
    [few] и ещё { $count } получателя
    [many] и ещё { $count } получателей
   *[other] и ещё { $count } получателя
}
ladder-counts = { $of ->
    [one] { $of } получатель: вручено { $given }, подтверждено { $read }, доведено { $passed }
    [few] { $of } получателя: вручено { $given }, подтверждено { $read }, доведено { $passed }
    [many] { $of } получателей: вручено { $given }, подтверждено { $read }, доведено { $passed }
   *[other] { $of } получателя: вручено { $given }, подтверждено { $read }, доведено { $passed }
}
valid-for = ещё { $time }
valid-over = закончилось
still-valid = Ещё действует?
notice-version = версия { $version }
notice-under = по соглашению
withdrawn-because = Отозвано, причина:
notice-where = Где
notice-no-place = Место не сообщено.
within-radius = В пределах { $length } от точки
outline-of = { $count ->
    [one] Контур из { $count } вершины
    [few] Контур из { $count } вершин
    [many] Контур из { $count } вершин
   *[other] Контур из { $count } вершины
}
heights-from-to = Высоты от { $lower } до { $upper } над эллипсоидом WGS84
show-all-places = { $count ->
    [one] Показать { $count } место
    [few] Показать все { $count } места
    [many] Показать все { $count } мест
   *[other] Показать все { $count } места
}
notice-coarse-cells = { $count ->
    [one] Где-то в { $count } ячейке шириной около { $width }.
    [few] Где-то в { $count } ячейках шириной около { $width }.
    [many] Где-то в { $count } ячейках шириной около { $width }.
   *[other] Где-то в { $count } ячейки шириной около { $width }.
}
coarse-about = Середина первой ячейки, а не самого места:
coarse-about-us = Это уведомление дано вам приблизительно: точное место, опознавательные знаки и маршрут не сообщаются.
position-mgrs-none = в полярных районах нет
fact-mark = Вид снаружи
fact-category = Категория
fact-people = Люди на месте
fact-vehicles = Машины
fact-contact = Контакт
fact-remarks = Примечания
fact-author = Составил
fact-checked-by = Координаты проверил
ladder-of-recipients = Квитанции получателей
ladder-of-ours = Наша квитанция
notice-ladder-about = Квитанция говорит, что уведомление у стороны есть, что его получение подтверждено и до какого подразделения оно доведено. Она не говорит, что о нём знает лётчик.
notice-times = Что произошло и когда
happened-taken = Принято центром
happened-changed = Изменено владельцем
happened-given = Вручено:
happened-read = Получение подтвердила сторона
happened-passed = Довела до подразделения сторона
happened-withdrawn = Об отзыве сообщено:
happened-taken-away = Исключена из получателей
notice-unknown = Такого уведомления нет
notice-unknown-text = Возможно, оно давно завершено или вам не передавалось.
notice-sights = Что видит каждый получатель
holds-older = у стороны прежняя версия
notice-sight-nothing = Не видит ничего: действующего соглашения об этом нет
notice-sight-exists = Может знать только о наличии: уведомление вручить нельзя
notice-sight-coarse = Может видеть только приблизительно
sight-unknown = Сейчас нельзя сказать, что увидит получатель.
sees-all = Точное место и всё написанное, с контактом и телефоном.
sees-all-of-movement = Точный маршрут со временем и всё написанное, с контактом и телефоном.
sees-coarsely = { $count ->
    [one] { $count } ячейка шириной около { $width }, название, контакт и телефон. Не место, знаки, людей и примечания.
    [few] { $count } ячейки шириной около { $width }, название, контакт и телефон. Не место, знаки, людей и примечания.
    [many] { $count } ячеек шириной около { $width }, название, контакт и телефон. Не место, знаки, людей и примечания.
   *[other] { $count } ячейки шириной около { $width }, название, контакт и телефон. Не место, знаки, людей и примечания.
}
act-acknowledge = Подтвердить получение версии { $version }
act-pass-on = Доведено до подразделения…
act-pass-on-do = Отметить доведение
act-renew = Ещё действует…
act-renew-do = Ещё действует
act-recipients = Получатели…
act-change = Изменить…
act-withdraw = Отозвать…
act-withdraw-do = Отозвать
act-print = Печать
pass-on-about = Укажите, до какого вашего подразделения доведена эта версия и когда. Владелец видит и то и другое. Отменить это нельзя.
passed-at = Доведено в
passed-at-hint = Пусто: сейчас.
renew-about = Заканчивается
until-usual = Обычные сроки
until-from-now = { $time } с этого момента
until-after-arrival = { $time } после прибытия
notice-valid-until = Действует до
withdraw-about = Всем получателям сообщат, что оно больше не действует и почему. Отменить это нельзя.
withdraw-reason = Причина
withdraw-reason-hint = Её прочитают получатели
notice-recipients = Получатели
recipients-way = Что сделать
recipients-add = Добавить
recipients-take = Исключить
recipients-add-do = Добавить этих получателей
recipients-take-do = Исключить их
recipients-take-about = Исключённой стороне об этом сообщат, и больше она ничего не узнает. Одновременно добавить других нельзя.
recipients-none-left = Хотя бы один должен остаться. Вместо этого отзовите уведомление.
recipients-nobody = Никакая другая сторона не может видеть это здесь. Сначала нужно соглашение.
recipients-closed = { $count ->
    [one] { $count } стороне здесь сообщить нельзя
    [few] { $count } сторонам здесь сообщить нельзя
    [many] { $count } сторонам здесь сообщить нельзя
   *[other] { $count } стороны здесь известить нельзя
}
recipients-closed-about = По действующим соглашениям они не видят такого в этом месте.
will-see = Увидит:
notice-precision-coarse-only = По действующему соглашению сторона видит это только приблизительно.
not-yours-to-do = Это делают другие
not-yours-to-write = Уведомления составляют и выпускают дежурные офицеры.
problem-adds-and-removes = Добавьте получателей или исключите, но не то и другое сразу.
problem-not-shared = По действующим соглашениям этому получателю это или столько не сообщается.
problem-validity-invalid = Оно должно закончиться позже этого момента и не позже чем через 400 дней.
problem-recipients-invalid = Получатели – другие стороны, каждая один раз, и не слишком много.
problem-second-person-needed = Один человек составляет уведомление, другой проверяет координаты.
a-program = программа
draft-untold = Будет отказано: ни одно действующее соглашение не позволяет сообщить об этом { $parties }, или не так точно. Уберите из получателей или сообщите приблизительно.
