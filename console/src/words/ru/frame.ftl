product = Тансик
product-about = Координационный центр
places = Разделы
place-watch = Дежурство
skip-to-page = К странице
language = Язык
theme = Оформление
theme-system = Как на этом устройстве
theme-light = Светлое
theme-dark = Тёмное
utc = UTC
local-time = местн.
line-live = На связи
line-lost = Нет связи: данные могли устареть
line-lost-since = Нет связи: данным уже { $time }
line-starting = Чтение…
sign-in = Войти
sign-in-provider = Войти с учётной записью организации
signing-in = Вход…
sign-out = Выйти
sign-out-failed = Возможно, вход на этом компьютере ещё действует. Не оставляйте его другим, пока не выйдете.
party = Сторона
party-hint = Краткое имя вашей организации в этом центре
login = Логин
password = Пароль
one-time-code = Одноразовый код
one-time-code-hint = Шесть цифр из приложения-аутентификатора или один из кодов восстановления
wait-for = Повторите через { $time }.
role-observer = Наблюдатель
role-duty-officer = Дежурный офицер
role-liaison = Офицер связи
role-administrator = Администратор
nothing-here = Здесь ничего нет
nothing-here-text = Этот адрес никуда не ведёт. Возможно, то, на что он указывал, завершено, или адрес набран с ошибкой.
to-the-watch = К дежурству
try-again = Повторить
due-in = осталось { $time }
overdue-for = просрочено на { $time }
things-in-view =
    { $count ->
        [one] { $count } объект на экране
        [few] { $count } объекта на экране
        [many] { $count } объектов на экране
       *[other] { $count } объекта на экране
    }
place-inbox = Входящие
place-threads = Переписка
place-agreements = Соглашения
place-day = План дня
place-hand-over = Сдача смены
person-of-party = { $person }, { $party }
clock-ahead = Часы этого компьютера спешат на { $time }. Всё время здесь — по часам центра.
clock-behind = Часы этого компьютера отстают на { $time }. Всё время здесь — по часам центра.
place-reports = Донесения
place-requests = Запросы
place-incidents = Инциденты
place-quiet-periods = Периоды тишины
place-deliveries = Доставка
place-parties = Стороны
place-people = Люди
place-programs = Программы
place-drafts = Черновики
place-imports = Из файла
me-title = Ваша учётная запись
sign = Подписать
office-lost = Нет связи с центром: данные могли устареть
office-lost-since = Нет связи с центром: данным уже { $time }
outside-line = Не участвует
