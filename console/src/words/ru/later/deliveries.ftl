deliveries-about = Новости для тех, кто не смотрит на эту страницу: вебхуки для программ, почта для людей.
deliveries-trouble = { $count ->
    [one] { $count } адрес не принимает новости. Проверьте его.
    [few] { $count } адреса не принимают новости. Проверьте их.
    [many] { $count } адресов не принимают новости. Проверьте их.
   *[other] { $count } адреса не принимают новости. Проверьте их.
}
endpoints = { $count ->
    [0] Пока никуда не доставляется
    [one] Доставка на { $count } адрес
    [few] Доставка на { $count } адреса
    [many] Доставка на { $count } адресов
   *[other] Доставка на { $count } адреса
}
endpoints-none = Пока никуда ничего не доставляется
endpoint-make = Добавить адрес
endpoint-name = Имя
endpoint-name-hint = Как его знают ваши люди, например «дежурная комната»
endpoint-url = Адрес (https)
endpoint-kind = Вид
endpoint-kind-webhook = Вебхук
endpoint-kind-e-mail = Эл. почта
endpoint-kind-contacts = Почта контактам
endpoint-contacts = Контакты по ступеням
endpoint-contacts-about = Если никто не подтвердил получение вовремя, вашим контактам пишут ступень за ступенью.
endpoint-of = адрес: { $name }
endpoint-secret = Секрет: { $name }
endpoint-secret-about = С ним получатель проверяет каждую доставку. Если он утерян, добавьте другой адрес и уберите этот.
webhook-about = Каждая новость сразу, вашей программе
mail-about = Говорит, что что-то есть, но не что именно. Срочное сразу, прочее вместе
mail-language = Язык писем
mail-person = Чей это адрес
mail-person-hint = Когда этот человек выбудет или будет заблокирован, доставка остановится.
mail-nobody = Общий ящик
endpoint-state-working = Работает
endpoint-state-failing = Сбой
endpoint-state-stopped = Остановлено
failing-since = Ничего не принято с
failing-tries = { $count ->
    [one] { $count } попытка.
    [few] { $count } попытки.
    [many] { $count } попыток.
   *[other] { $count } попытки.
}
failing-next = Следующая попытка через { $time }.
failing-now = Следующая попытка сейчас.
stopped-by = Кто остановил: { $name }
stopped-itself = Остановилось само
endpoint-behind = { $count ->
    [one] Ждёт { $count } новость.
    [few] Ждут { $count } новости.
    [many] Ждут { $count } новостей.
   *[other] Ждут { $count } новости.
}
endpoint-test = Отправить пробу
test-taken = Проба принята.
test-not-taken = Проба не принята.
endpoint-stop = Остановить
endpoint-stop-about = Что придёт за это время, сохраняется для него, пока центр хранит новости.
endpoint-resume = Продолжить, с пропущенным
endpoint-resume-skip = Продолжить с этого момента
endpoint-try-now = Попробовать сейчас
endpoint-change = Изменить
endpoint-remove = Убрать
endpoint-remove-about = Туда больше ничего не доставляется. Секрет будет забыт.
wish-all = все новости
wish-subjects = Какие новости
wish-subjects-hint = Если ничего не выбрано, все.
wish-least = Насколько срочно
wish-least-routine = Всё
wish-least-urgent = Срочное и бедствие
wish-least-distress = Только бедствие
wish-escalations = Только то, что не подтверждено вовремя
wish-quiet = тихие часы с { $start } до { $end } ({ $zone })
news-of-operation = Операции
news-of-notice = Уведомления
news-of-thread = Сообщения
news-of-report = Донесения
news-of-request = Запросы
news-of-quiet-period = Периоды тишины
news-of-incident = Инциденты
news-of-agreement = Соглашения
news-of-party = Стороны
news-of-invitation = Приглашения
news-of-day-plan = Планы на день
news-of-log = Журнал офиса
quiet-have = Тихие часы
quiet-start = С
quiet-end = До
quiet-zone = Часовой пояс
quiet-about = Обычная почта в это время ждёт. Срочное, бедствие и неподтверждённое приходят всё равно.
endpoints-none-text = Кто не смотрит на эти страницы, ничего не узнает. Добавьте вебхук для программы или адрес электронной почты.
mishap-no-answer = Нет ответа за { $within }.
mishap-answered = Ответ: { $status }.
mishap-redirected = Ответ: { $status }; по перенаправлениям не идём.
mishap-gone = Ответ: больше не существует (410).
mishap-refused = В соединении отказано.
mishap-unreachable = Связаться не удаётся.
mishap-no-http = Ответ был не по HTTP, или соединение закрыто до ответа.
mishap-broke-off = Соединение оборвалось.
mishap-no-tls = Соединение TLS установить не удалось.
mishap-certificate = Сертификат TLS проверить нельзя: { $quoted }
mishap-address-not-public = { $quoted } находится по адресу { $address }, а он не из открытого интернета.
mishap-secret-unreadable = Секрет прочитать нельзя: { $quoted }
mishap-mail-missing = Здесь нет почтового сервера. Его задаёт тот, кто ведёт центр (--smtp-host).
mishap-mail-no-answer = Почтовый сервер не ответил за { $within }.
mishap-mail-answered = Почтовый сервер ответил { $status }.
mishap-mail-unreachable = С почтовым сервером связаться не удаётся, или он не говорит по SMTP с такой защитой.
mishap-mail-certificate = Сертификат почтового сервера проверить нельзя: { $quoted }
mishap-mail-login = Почтовый сервер не принял имя или пароль центра ({ $status }).
mishap-mail-address = Почтовый сервер не принял адрес ({ $status }).
mishap-mail-refused = Почтовый сервер не принял письмо ({ $status }).
mishap-person-left = Владелец адреса ушёл или заблокирован.
stopped-after = { $tries ->
    [one] Не удавалось { $time }, после { $tries } попытки.
    [few] Не удавалось { $time }, после { $tries } попыток.
    [many] Не удавалось { $time }, после { $tries } попыток.
   *[other] Не удавалось { $time }, после { $tries } попыток.
}
