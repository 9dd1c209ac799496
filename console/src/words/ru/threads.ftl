threads-about = Что стороны сообщают друг другу. Сказанное не изменяется: за ним следует поправка.
new-thread = Новая переписка
new-thread-about = Со сторонами, с которыми действует соглашение. При бедствии — с любой.
threads-filters = Отбор
threads-search = Тема или сторона
threads-state = Состояние
threads-open = Открытые
threads-closed = Закрытые
threads-all = Все
threads-awaited = Ждут нас
threads-hotlines = Горячие линии
threads-about-what = О чём
threads-empty = Переписки нет
threads-empty-text = Начните её с другой стороной или воспользуйтесь горячей линией соглашения.
threads-none-found = Под эти условия не подходит ни одна переписка.
threads-show-all = Показать все
threads-found = { $count ->
    [one] { $count } переписка
    [few] { $count } переписки
    [many] { $count } переписок
   *[other] { $count } переписки
}
threads-gone = Такой переписки нет
threads-gone-text = Её не существует, или ваша сторона в ней не участвует.
any-of-them = все
priority = Срочность
hotline = Горячая линия
thread-closed = Закрыта
others-have-to = { $count ->
    [one] { $count } не подтверждено другими
    [few] { $count } не подтверждены другими
    [many] { $count } не подтверждено другими
   *[other] { $count } не подтверждено другими
}
messages-count = { $count ->
    [one] { $count } сообщение
    [few] { $count } сообщения
    [many] { $count } сообщений
   *[other] { $count } сообщения
}
with-parties = с: { $parties }
between-parties = Участники: { $parties }
under-agreement = по соглашению
thread-about = О чём
without-title = без названия
subject-operation = Операция
subject-notice = Уведомление
subject-report = Донесение
subject-request = Запрос
subject-incident = Инцидент
subject-quiet-period = Период тишины
subject-agreement = Соглашение
subject-party = Сторона
subject-invitation = Приглашение
subject-thread = Переписка
subject-day-plan = План дня
messages = Сообщения
message-number = Сообщение { $number }
earlier-messages = Более ранние сообщения
new-messages = { $count ->
    [one] { $count } новое сообщение
    [few] { $count } новых сообщения
    [many] { $count } новых сообщений
   *[other] { $count } новых сообщения
}
the-office = Центр
the-original = Оригинал
kind-of-message-message = Сообщение
kind-of-message-call = Телефонный разговор
kind-of-message-correction = Поправка
kind-of-message-translation = Перевод
kind-of-message-test = Проверка канала
kind-of-message-resolved = Устранено
corrects-message = поправка к сообщению { $number }
corrected-by-message = исправлено сообщением { $number }
translates-message = перевод сообщения { $number }
translated-by = { $language }, перевод: { $person }
call-logged = Разговор: { $who }, { $minutes }
file-hash = сумма SHA-256: { $hash }
read-by = получение подтвердила сторона { $party }
read-by-person = получение подтвердила сторона { $party }, { $person }
awaited-of = Не подтвердили: { $parties }
awaited-of-you = Ждёт вашего подтверждения
correct = Поправить
translate = Перевести
reply = Ответ
reply-opens-again = Ответить и открыть снова
your-message = Сообщение
first-message = Первое сообщение
send = Отправить
send-by-keys = Ctrl+Enter — отправить
send-distress = Отправить как бедствие
begin-thread = Начать переписку
go-back = Назад
not-after-all = Не нужно
writing-correction = Поправка к сообщению { $number }
writing-translation = Перевод сообщения { $number }
characters-left = { $count ->
    [one] остался { $count } знак
    [few] осталось { $count } знака
    [many] осталось { $count } знаков
   *[other] осталось { $count } знака
}
call-with = С кем говорили?
call-at = Начало разговора
call-at-hint = Пусто — значит сейчас.
call-minutes = Минут
what-it-is = Вид
language-of-message = Язык
language-not-said = не указан
distress-ask = Отправить как бедствие?
distress-ask-text = Все стороны этой переписки будут подняты немедленно, днём и ночью, даже если канал приостановлен. Отправляйте бедствие только при угрозе жизни.
only-distress-passes = Проходят только сообщения о бедствии. Остальные отклоняются.
channel-is-suspended = Канал приостановлен.
closed-by = Закрыто: { $party }
close-thread = Закрыть переписку
close-thread-text = Ваш итог увидят все. Новое сообщение откроет переписку снова.
close-thread-awaited = Подтверждены не все сообщения.
what-came-of-it = Чем закончилось?
with-whom = С кем?
nobody-else-here = Других участников пока нет.
thread-title = Тема
thread-is-about = { $count ->
    [0] Об операции, уведомлении или соглашении
    [one] О чём: выбрано { $count }
    [few] О чём: выбрано { $count }
    [many] О чём: выбрано { $count }
   *[other] О чём: выбрано { $count }
}
threads-search-things = Поиск по названию или стороне
rests-on = На основании
rests-on-hint = Действуют его сроки и порядок эскалации.
rests-on-first = первое соглашение, общее для всех
no-agreement-holds = Ни одно соглашение не действует со всеми ними. Проходит только бедствие.
files-add = Приложить
files-going = { $count ->
    [one] Отправляется { $count } файл…
    [few] Отправляются { $count } файла…
    [many] Отправляются { $count } файлов…
   *[other] Отправляются { $count } файла…
}
files-remove = Убрать { $name }
files-limits = До { $count } файлов, каждый до { $size }: { $types }

# Что сообщает сам офис
title-near-notice = Запланировано рядом с уведомлением
title-conflict = Конфликт
title-hotline = Горячая линия: { $agreement }
finding-near-notice = Ближе чем в { $distance } от этого уведомления что-то запланировано.
finding-near-notice-coarsely = Ближе чем в { $distance } от приблизительной области этого уведомления (её и видит планирующий) что-то запланировано.
finding-closed-area = Закрытая зона стороны { $party } лежит там, где это запланировано, или ближе, чем согласовано.
finding-planned-over = Сторона { $party } запланировала операцию несмотря на конфликт. Названная причина: { $reason }
finding-may-come-nearer = { $state ->
    [Nonconforming] Операция стороны { $party }, отклонившаяся от плана, может оказаться ближе, чем согласовано: так выходит по тому, что каждая сторона видит у другой.
    [Contingent] Операция стороны { $party }, терпящая бедствие, может оказаться ближе, чем согласовано: так выходит по тому, что каждая сторона видит у другой.
   *[other] Операция стороны { $party } может оказаться ближе, чем согласовано: так выходит по тому, что каждая сторона видит у другой.
}
finding-may-come-nearer-coarsely = { $state ->
    [Nonconforming] Операция стороны { $party }, отклонившаяся от плана, может оказаться ближе, чем согласовано: планирующий видит лишь приблизительную область вашей.
    [Contingent] Операция стороны { $party }, терпящая бедствие, может оказаться ближе, чем согласовано: планирующий видит лишь приблизительную область вашей.
   *[other] Операция стороны { $party } может оказаться ближе, чем согласовано: планирующий видит лишь приблизительную область вашей.
}
finding-comes-nearer = { $state ->
    [Nonconforming] Операция стороны { $party }, отклонившаяся от плана, подходит ближе, чем согласовано.
    [Contingent] Операция стороны { $party }, терпящая бедствие, подходит ближе, чем согласовано.
   *[other] Операция стороны { $party } подходит ближе, чем согласовано.
}
finding-notice-free = Рядом с этим уведомлением ничего из этого больше не запланировано: одно из двух изменено или завершено.
finding-conflict-over = Расстояние больше не меньше согласованного: одно из двух изменено или завершено.
finding-channel-test = { $named ->
    [yes] Проверка канала по просьбе стороны { $party }: подтвердите получение.
   *[no] Проверка канала: подтвердите получение.
}
