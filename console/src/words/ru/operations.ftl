place-operations = Операции
place-conflicts = Конфликты
operation = Операция
plan-operation = Спланировать операцию
change-operation = Изменить план
plan-it = Запланировать
change-it = Изменить
sending = Отправка…
print = Печать
read-on = Дальше
search = Поиск
whose = Чьи
whose-all = Все стороны
whose-own = Наши
whose-others = Чужие
kind-all = Все виды
nothing-found = Ничего не найдено
nothing-found-text = Всем условиям ничего не отвечает. Уберите одно из них.
show-more = { $count ->
    [one] Показать ещё { $count }
    [few] Показать ещё { $count }
    [many] Показать ещё { $count }
   *[other] Показать ещё { $count }
}
operations-none = Операций не запланировано
operations-none-text = Здесь видно то, что планируете вы, и то, что планируют другие и что вам видно по соглашению. Спланируйте операцию или посмотрите, о чём договорились.
kind = Вид
kind-choose = Выберите
owner = Сторона
state = Состояние
constraint-state-Accepted = Запланирована
constraint-state-Activated = Закрыта сейчас
constraint-state-Nonconforming = Отклонилась
constraint-state-Contingent = Терпит бедствие
constraint-state-Ended = Открыта
step-Activated = Началась
step-Nonconforming = Отклонилась от плана
step-Contingent = Терпит бедствие
step-Ended = Завершена
constraint-step-Activated = Закрыть зону сейчас
constraint-step-Ended = Открыть зону
sure-Nonconforming = Всем, кому она видна, сообщат, что она не там, где планировалась. Её место остаётся занятым и после конца.
sure-Contingent = Всем, кому она видна, сразу сообщат, что она терпит бедствие. Отменить это нельзя, можно только завершить.
sure-Ended = Она завершится для всех. Отменить это нельзя.
constraint-sure-Ended = Зона снова открыта для всех. Отменить это нельзя.
sure = Вы уверены?
not-now = Не сейчас
activated-in-conflict = Она подходит ближе, чем согласовано. Укажите причину: другой стороне сообщат.
what = Что
title = Название
title-hint = Его читают те, кому видно всё
more-about = Подробнее: знаки, контакт, примечания
mark = Вид снаружи
mark-hint = Позывной, номера, цвет: что видно снаружи
contact = Контакт
phone = Телефон
remarks = Примечания
where-and-when = Где и когда
shape = Форма
shape-circle = Круг
shape-polygon = Район
shape-route = Маршрут
shape-volumes = Как предложено
waypoint-name = Название места
at = Прибытие
way-length = Длина пути: { $length }
half-width-m = Полуширина коридора (м)
half-width-hint = На столько можно отойти в каждую сторону
slack-minutes = Запас по времени (мин)
slack-hint = На столько раньше или позже можно быть в каждой точке
volumes-count = { $count ->
    [one] { $count } объём, как предложено или проложено раньше. Чтобы проложить заново, выберите другую форму.
    [few] { $count } объёма, как предложено или проложено раньше. Чтобы проложить заново, выберите другую форму.
    [many] { $count } объёмов, как предложено или проложено раньше. Чтобы проложить заново, выберите другую форму.
   *[other] { $count } объёма, как предложено или проложено раньше. Чтобы проложить заново, выберите другую форму.
}
legs-count = { $count ->
    [one] { $count } участок
    [few] { $count } участка
    [many] { $count } участков
   *[other] { $count } участка
}
from = С
until = До
time-here = { $time } здесь
altitude-on-ground = На земле диапазон не нужен. Оставьте оба поля пустыми — тогда от земли и без предела.
lower-m = Низ (м)
upper-m = Верх (м)
measured-from = Отсчёт от
reference-WGS84 = эллипсоида WGS84
reference-AMSL = среднего уровня моря
reference-AGL = земли
reference-STD = стандартного давления (эшелоны)
reference-hint-WGS84 = Берётся как есть.
reference-hint-AMSL = Расширяется на 110 м вниз и вверх: настолько уровень моря расходится с эллипсоидом.
reference-hint-AGL = Рельеф здесь неизвестен: расширяется на 500 м вниз и 9000 м вверх. Кто знает рельеф, даёт высоты над эллипсоидом.
reference-hint-STD = Расширяется на 450 м вниз и вверх из-за погоды.
above-ellipsoid = над эллипсоидом WGS84
without-end = без предела
lacks-kind = Не указан вид.
lacks-title = Нет названия.
lacks-centre = Нет центра.
lacks-radius = Нет радиуса.
lacks-corners = У района не меньше трёх вершин.
lacks-legs = У маршрута не меньше двух точек, у каждой координаты.
lacks-leg-times = У каждой точки нужно время, позже предыдущего.
lacks-times = Нет начала и конца.
lacks-order = Конец раньше начала.
lacks-past = Конец уже в прошлом.
lacks-band = Нет диапазона высот.
lacks-band-order = Верх не выше низа.
outlook = С чем она сближается
outlook-asking = Проверка…
outlook-later = Как только будут указаны вид, место, время и высоты, здесь появится, с чем она сближается. Об этом никому не сообщается.
outlook-free = Не сближается ни с чем из того, что вам видно.
outlook-more = Вокруг так много, что просмотрено не всё.
conflicts = Конфликты
conflicts-count = { $count ->
    [one] { $count } конфликт.
    [few] { $count } конфликта.
    [many] { $count } конфликтов.
   *[other] { $count } конфликта.
}
conflicts-binding = { $count ->
    [one] { $count } нужно обойти.
    [few] { $count } нужно обойти.
    [many] { $count } нужно обойти.
   *[other] { $count } нужно обойти.
}
conflicts-none = Ни одна ваша операция ни с чем не сближается
conflicts-none-text = Здесь видно всё ваше, что подходит ближе, чем согласовано, и изменения, которые это устраняют. Сейчас делать ничего не нужно.
conflict-binds = нужно обойти
conflict-with-reason = только с причиной
conflict-to-know = к сведению
changes = Как развести
changes-hint = Наведите указатель, чтобы увидеть на карте. Щелчок принимает изменение; его можно вернуть.
changes-none = Небольшим изменением не развести. Выберите другое время или место либо поговорите с ними.
see-changes = Показать, как развести
undo-change = Вернуть как было
change-later = позже на { $time }
change-earlier = раньше на { $time }
change-higher = выше на { $length }
change-lower = ниже на { $length }
change-beside = { $length } на { $direction }
change-around = в обход
wind-north = север
wind-north-east = северо-восток
wind-east = восток
wind-south-east = юго-восток
wind-south = юг
wind-south-west = юго-запад
wind-west = запад
wind-north-west = северо-запад
exists-there = У стороны { $party } там что-то есть ({ $kind }). Спросите её.
reason-over = Причина
reason-over-hint = Ближе, чем согласовано. Другая сторона прочтёт причину.
when = Когда
where = Где
apart = Разнесение
apart-not-at-all = нет: пересекаются по месту и времени
apart-beside = { $length } в сторону
apart-above = { $length } по высоте
apart-in-time = { $time } по времени
agreed = Согласовано
agreed-one-of = одно из: { $rules }
agreed-not-to-share = не быть в одном месте в одно время
seen-coarsely = видно приблизительно
what-is-seen = Вам видно
sight-own = всё: она наша
beyond-end = Её время по плану вышло. Последнее запланированное место остаётся занятым.
version = Версия
spoken-about = Переписка о ней
problem-in-conflict = Она подходит ближе, чем согласовано. Рядом показано, как развести.
problem-stale-version = За это время её изменили. Прочтите заново и посмотрите, что изменилось.
problem-not-found = Этого больше нет, или вам это не видно.
problem-transition-not-allowed = Из нынешнего состояния это не следует.
altitudes = Высоты
day = День
hour = Время
hour-unreadable = Часы и минуты, 24-часовой счёт, например 14:30.
day-calendar = Календарь
day-unreadable = Год, месяц и день, например 2026-11-28.
problem-too-wide = Слишком широко: центр принимает области не дальше 2000 км от их середины.
operation-unknown = Такой операции нет
quiet-flag = Внутри периода тишины, который вы обязались соблюдать:
