agreements-about = О чём ваша сторона договорилась с другими: кто кому что показывает и насколько близко — слишком близко.
agreements-over = { $count ->
    [one] Показать { $count } завершённое
    [few] Показать { $count } завершённых
    [many] Показать { $count } завершённых
   *[other] Показать { $count } завершённого
}
agreements-empty = Соглашений нет
agreements-empty-text = Без соглашения ничего не показывается и проходит только бедствие. Предложите соглашение стороне, с которой делите воздух или землю.
propose-agreement = Предложить соглашение
propose-about = Другая сторона прочтёт эти условия и подпишет их или попросит другие. Пока не подписали все, ничего не действует.
offer-other-terms = Предложить другие условия
offer-about = Действующие условия сохраняются, пока все стороны не подпишут новые.
offered-by = Предложено: { $party }
awaits-your-signature = Ждёт вашей подписи
awaits-signatures = Ещё не подписали: { $parties }
holds-until = Действует до
level-notification = Уведомление
level-information = Обмен сведениями
level-deconfliction = Разведение
level-coordination = Координация
level-about-notification = Уведомление: одна сторона сообщает другой, что и где находится.
level-about-information = Обмен сведениями: каждая сообщает другой, что у неё есть.
level-about-deconfliction = Разведение: каждая также выдерживает согласованные расстояния.
level-about-coordination = Координация: расстояния и совместное планирование.
standing-proposed = Предложено
standing-signed = Подписано, начнётся позже
standing-in-force = Действует
standing-suspended = Приостановлено
standing-suspended-but-used = Приостановлено, но используется
standing-ended = Прекращено
standing-expired = Истекло
suspended-by = Приостановлено: { $party }
suspended-used = { $count ->
    [one] С тех пор использовано для бедствия { $count } раз
    [few] С тех пор использовано для бедствия { $count } раза
    [many] С тех пор использовано для бедствия { $count } раз
   *[other] С тех пор использовано для бедствия { $count } раза
}
last-used = последний раз
ended-by = Прекращено: { $party }
ended-what-stays = Показанное остаётся у тех, кому было показано.
offer-of-agreement = Предложенное соглашение
offer-of-other-terms = Предложены другие условия
terms-that-hold = Действующие условия
terms-that-held = Условия, которые действовали
terms-offered = Предложенные условия
version-number = версия { $number }
signed = Подписано
not-signed = Ещё не подписано
signed-by = { $party }, { $person }
digest-of-terms = Отпечаток этих условий (SHA-256):
sign-ask = Подписать эти условия?
sign-ask-text = Вы подписываете от имени своей стороны как { $person }. Подпись относится именно к этим условиям; если они тем временем изменятся, она не будет принята.
take-offer-back = Отозвать предложение
your-role-does-not-sign = Ваша роль не подписывает. Подписывает администратор.
deeds = Что можно сделать в одностороннем порядке
suspend-channel = Приостановить канал
deed-ask-suspend = Приостановить канал?
deed-ask-text-suspend = По этому соглашению больше ничего не показывается и проходит только бедствие, пока вы его не возобновите. Обе стороны видят, кто приостановил, когда и почему.
resume-channel = Возобновить канал
only-they-resume = Возобновить может только { $party }.
end-agreement = Прекратить соглашение
deed-ask-end = Прекратить соглашение окончательно?
deed-ask-text-end = По нему больше ничего не показывается и не передаётся. Возобновить его нельзя. Для паузы приостановите канал.
deed-reason = Причина
deed-reason-hint = Её прочтёт другая сторона.
channel = Канал и горячая линия
channel-about = Центр сам проверяет канал и считает, кто не ответил.
channel-tests = { $count ->
    [one] { $count } проверка
    [few] { $count } проверки
    [many] { $count } проверок
   *[other] { $count } проверки
}
channel-no-tests = ещё не проверялся
channel-missed = { $party }: без ответа { $count }
channel-last-test = Последняя проверка
channel-next-test = Следующая проверка
open-hotline = Открыть горячую линию
speak-on-hotline = Говорить по горячей линии
test-now = Проверить сейчас
what-will-they-see = Что они увидят?
to-the-agreement = К соглашению
preview-about = Ваши объекты глазами другой стороны — по тому же правилу, по которому их показывает центр.
preview-empty = У вас ничего не запланировано и ни о чём не уведомлено
preview-empty-text = Здесь будет то, что вы планируете или о чём уведомляете, и то, что из этого увидит другая сторона.
preview-when = Когда
preview-always = всегда
preview-coarsely = { $count ->
    [one] { $count } ячейка и до { $margin } вокруг.
    [few] { $count } ячейки и до { $margin } вокруг.
    [many] { $count } ячеек и до { $margin } вокруг.
   *[other] { $count } ячейки и до { $margin } вокруг.
}
whose-eyes = Глазами стороны
by-which-terms = По каким условиям
yours = Ваше
what-party-sees = Что видит { $party }
terms-group-basics = Общее
terms-group-flows = Кто что показывает
terms-group-separation = Расстояния
terms-group-deadlines = Сроки и эскалация
terms-group-channel = Проверки канала
terms-group-text = Дополнительный текст
terms-title = Название
terms-level = Уровень
terms-from = Действует с
terms-until = Действует до
terms-area = Район
terms-text = Текст
terms-text-hint = Всё прочее, о чём договорились, словами. Подписывается вместе с остальным.
terms-no-text = нет
terms-changes = { $count ->
    [0] Отличий от действующих условий нет
    [one] От действующих условий отличается { $count } строка
    [few] От действующих условий отличаются { $count } строки
    [many] От действующих условий отличаются { $count } строк
   *[other] От действующих условий отличаются { $count } строки
}
terms-only-changes = Показать только отличия
term-changed = изменено
term-new = новое
term-gone = убрано
area-everywhere = Везде
area-circle = Круг радиусом { $radius } вокруг { $lat }, { $lng }
area-polygon = { $count ->
    [one] Многоугольник, { $count } вершина: { $corners }
    [few] Многоугольник, { $count } вершины: { $corners }
    [many] Многоугольник, { $count } вершин: { $corners }
   *[other] Многоугольник, { $count } вершины: { $corners }
}
area-band = от { $lower } до { $upper }
area-shape-circle = Круг
area-shape-polygon = Многоугольник
area-lower-m = От высоты, м
area-upper-m = До высоты, м
area-empty-means-open = Пусто: без границы
area-altitude-reference = Высоты отсчитываются от
area-reference-wgs84 = эллипсоида WGS84
area-reference-amsl = среднего уровня моря
area-reference-std = стандартного давления
flow-label = { $giver } показывает стороне { $receiver }
flow-nothing = Ничего: { $kinds }
flow-exists = Только наличие: { $kinds }
flow-coarse = Приблизительно, ячейками около { $size }: { $kinds }
flow-all = Полностью: { $kinds }
flows-about = Для каждого направления: насколько точно показывается каждый вид.
all-kinds = Все виды
shows-differs = по-разному
coarse-grid = Приблизительная сетка
coarse-grid-hint = Приблизительное показывается ячейками этого размера.
coarse-cells = Ячейки около { $size }
separation-label = { $one } — { $other }
separation-about = Объекты разведены хотя бы одним из трёх: в стороне, по высоте или по времени.
separation-none-at-level = На этом уровне расстояния не выдерживаются.
rule-beside = { $length } в сторону
rule-above = { $length } по высоте
rule-in-time = { $time } по времени
rule-between = Между
rule-and = и
rule-beside-m = В стороне, м
rule-above-m = По высоте, м
rule-apart-minutes = Минут
add-rule = Добавить пару
remove-rule = Убрать пару { $number }
terms-notice-distance = О планах вблизи уведомления сообщается в пределах
notice-distance-m = Вблизи уведомления, м
notice-distance-hint = Владельцу сообщают о том, что планируется в пределах этого расстояния.
terms-plan-over = При конфликте можно планировать с указанием причины
terms-opens-threads = Конфликт сам открывает переписку
terms-lead-standard = Уведомляют до начала за
terms-lead-urgent = Срочно уведомляют до начала за
terms-acknowledge = { $priority }: подтверждение в течение
terms-ladder = Эскалация, уровень { $level }
terms-ladder-step = через { $time } после срока: { $role }
deadlines-about = Опоздавшее не отклоняется: оно отмечается как опоздавшее и передаётся выше.
unit-hours = часов
unit-minutes = минут
ladder = Порядок эскалации
ladder-about = К кому обращаются, если сообщение не подтвердили в срок. Роли — из контактов сторон.
ladder-after = Опоздание, мин
ladder-role = Роль
add-step = Добавить ступень
remove-step = Убрать ступень { $number }
terms-tests = Проверки канала
terms-tests-every = каждые { $every }, ответ в течение { $within }
terms-tests-never = сами не проводятся
test-every-h = Проверка раз в столько часов
test-every-hint = 0 — без проверок. Не меньше 0,25.
test-within-min = Ответ в течение
sides = Стороны
agree-with-whom = С кем соглашение?
their-offer-stands = Уже есть предложение стороны { $party }. Подпишите его или попросите отозвать, прежде чем предлагать другое.
make-offer = Сделать это предложение
make-offer-hint = После этого его подписываете и вы.
problem-at-field = Речь о:
preview-cells = { $count ->
    [one] { $count } ячейка.
    [few] { $count } ячейки.
    [many] { $count } ячеек.
   *[other] { $count } ячейки.
}
terms-reversed = Окончание должно быть позже начала.
agreement-unknown = Такого соглашения нет
