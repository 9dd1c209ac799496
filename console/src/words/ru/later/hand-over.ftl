hand-over-about = От смены к смене: какова обстановка и что не закрыто.
hand-over-give = Сдать сейчас
hand-over-open = { $waiting ->
    [0] Вашу сторону ничего не ждёт.
    [one] Вашу сторону ждёт { $waiting } дело.
    [few] Вашу сторону ждут { $waiting } дела.
    [many] Вашу сторону ждут { $waiting } дел.
   *[other] Вашу сторону ждут { $waiting } дела.
} { $threads ->
    [0] Ни одна переписка никого не ждёт. Незакрытое добавляется само.
    [one] { $threads } переписка ждёт ответа. Незакрытое добавляется само.
    [few] { $threads } переписки ждут ответа. Незакрытое добавляется само.
    [many] { $threads } переписок ждут ответа. Незакрытое добавляется само.
   *[other] { $threads } переписки ждут ответа. Незакрытое добавляется само.
}
hand-over-summary = Какова обстановка?
hand-over-summary-hint = Что произошло, о чём договорились, за чем следить. Читает только ваша сторона.
hand-over-do = Сдать смену
hand-over-to-inbox = Посмотреть незакрытое
hand-over-earlier = Показать более ранние
hand-over-none = Смену ещё не сдавали
hand-over-none-text = В конце смены напишите выше, какова обстановка. Следующий дежурный подтвердит это здесь.
hand-over-by = Смену сдал: { $person }
hand-over-waits = Тогда не закрыто: { $threads ->
    [one] { $threads } переписка
    [few] { $threads } переписки
    [many] { $threads } переписок
   *[other] { $threads } переписки
}, { $notices ->
    [one] { $notices } уведомление
    [few] { $notices } уведомления
    [many] { $notices } уведомлений
   *[other] { $notices } уведомления
}
hand-over-nothing-waits = Незакрытого не было.
hand-over-taken = Смену принял: { $person }
hand-over-waits-for-next = Ждёт следующую смену
hand-over-take = Понял, смену принимаю
hand-over-number = Сдача смены { $number }
hand-over-none-to-read = В конце смены дежурный пишет здесь, какова обстановка.
