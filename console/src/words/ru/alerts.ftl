alerts = Требует немедленного подтверждения
escalated-to-level = Эскалация, уровень { $level }
not-acknowledged-level = Ваше сообщение не подтвердили в срок: эскалация до уровня { $level }
alert-seen = Видел
hush = Заглушить
your-role-only-reads = Ваша роль не позволяет подтверждать. Сообщите дежурному офицеру.
alerts-none = Ничего срочного подтверждать не нужно
alerts-in-full = { $count ->
    [one] Прочитать полностью: { $count }
    [few] Прочитать полностью все { $count }
    [many] Прочитать полностью все { $count }
   *[other] Прочитать полностью все { $count }
}
sound = Звук
sound-held = Браузер не даёт звука, пока вы не щёлкнете. Включите его в начале смены.
sound-allow = Включить звук
sound-mute = Без звука на этом экране
sound-volume = Громкость { $percent } %
sound-try = Проверить звук
