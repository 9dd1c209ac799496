inbox-about = Что ждёт вашу сторону: самое срочное — первым.
inbox-keys = J и K или стрелки — перемещение, A — подтвердить, Enter — открыть.
inbox-now = Сейчас
inbox-timed = К сроку
inbox-others = Опаздывают другие
inbox-whenever = Когда будет время
inbox-empty = Вас ничего не ждёт
inbox-empty-text = Новые сообщения и уведомления появятся здесь сами. Держите эту страницу открытой и включите звук. Посмотрите на дежурную обстановку или прочтите последнюю сдачу смены.
awaits-message = Сообщение: подтвердите получение
awaits-test = Проверка канала: ответьте
awaits-conflict = Центр сообщает о конфликте
awaits-unread = { $count ->
    [one] { $count } сообщение ждёт подтверждения
    [few] { $count } сообщения ждут подтверждения
    [many] { $count } сообщений ждут подтверждения
   *[other] { $count } сообщения ждут подтверждения
}
awaits-notice = Уведомление: подтвердите получение
awaits-pass-on = Уведомление: доведите до своих подразделений
awaits-elsewhere = Не подтвердили в срок: { $parties }
awaits-still-valid = Ваше уведомление скоро истекает. Оно ещё действует?
awaits-agreement = Соглашение предложено вам на подпись
awaits-application = Заявка: возразить можно до этого срока
awaits-draft-check = Черновик: нужна проверка вторым лицом
awaits-draft-release = Проверенный черновик ждёт выпуска
things-awaited = { $count ->
    [one] вас ждёт { $count } дело
    [few] вас ждут { $count } дела
    [many] вас ждут { $count } дел
   *[other] вас ждут { $count } дела
}
acknowledge = Подтвердить
open-it = Открыть
pass-on = Довести
pass-on-unit = До какого подразделения доведено?
pass-on-unit-hint = Эскадрилья, экипаж или группа, которой сообщили. Указывайте после того, как сообщили.
pass-on-now = Доведено
pass-on-later = Не сейчас
from-party = от: { $party }
from-office = от центра
priority-routine = Обычное
priority-urgent = Срочное
priority-distress = Бедствие
awaits-report = Донесение, которое у вас никто не открывал
awaits-quiet-proposed = Предложен период тишины: возьмите обязательство или откажитесь
awaits-quiet-later = Предложено продлить период тишины
awaits-quiet-inside = { $count ->
    [one] В период тишины запланирована { $count } операция другой стороны
    [few] В период тишины запланированы { $count } операции других сторон
    [many] В период тишины запланировано { $count } операций других сторон
   *[other] В период тишины запланировано { $count } операции других сторон
}
awaits-quiet-taken-back = Обязательство отозвано: период тишины закончился для всех
awaits-quiet-agreement-over = Период тишины закончился вместе с соглашением
awaits-quiet-ended = Период тишины закончился
awaits-log-contested = Найдено против журнала центра
awaits-log-keys = Найдено в журнале центра
log-band = Журнал центра оспорен.
log-band-look = Что найдено
log-found-split = Центр подписал два разных прошлых.
log-found-rewritten = Центр изменил или пропустил то, что раньше подписал.
log-found-shortened = Центр показывает меньше, чем раньше подписал.
log-found-other = Журнал центра уже не тот, что был.
log-keys-strange = Ключи, которым наш центр не верит
