save = Сохранить
saved = Сохранено
choose = Выберите…
never-mind = Отмена
reason = Причина
since = с
none = нет
email = Эл. почта
shown-once = Это показывается только сейчас.
kept-it = Сохранено у меня
show-older = Показать более ранние
field-look-again = Проверьте это поле.
queued-for-office = Нет связи с центром. Это сохранено здесь и будет отправлено; номер в очереди: { $position }.
languages = Языки
language-add = Добавить язык…
language-other = Код языка
language-remove = Убрать: { $language }
sure-title = Это вы?
sure-about = Это даёт или отнимает способ входа. Введите пароль ещё раз, чтобы никто другой не сделал этого за оставленным экраном.
sure-go-on = Продолжить
sure-provider = Вы входите через поставщика удостоверений вашей стороны. Войдите там ещё раз: вы вернётесь на эту страницу и сможете это сделать.
sure-to-provider = Войти ещё раз
password-new = Новый пароль
password-again = Ещё раз тот же
password-rules = Не менее 15 знаков. Хороши несколько слов, не связанных между собой. Цифры и особые знаки не нужны.
password-too-short = { $count ->
    [one] Не хватает { $count } знака.
    [few] Не хватает { $count } знаков.
    [many] Не хватает { $count } знаков.
   *[other] Не хватает { $count } знака.
}
password-long-enough = Длина достаточна.
password-differs = Не совпадает.
password-show = Показывать ввод
sign-in-when = Когда
sign-in-who = Кто
sign-in-came = Итог
sign-in-how = Способ
sign-in-where = Откуда
sign-in-nobody = Неизвестный логин
sign-ins-none = Пока никто не входил.
means-password = пароль
means-totp = одноразовый код
means-recovery-code = код восстановления
means-oidc = поставщик удостоверений
outcome-done = Вход выполнен
outcome-unknown-login = Неизвестный логин
outcome-wrong-password = Неверный пароль
outcome-no-password = Пароль не задан
outcome-not-active = Заблокирован или выбыл
outcome-code-missing = Нужен был код
outcome-wrong-code = Неверный код
outcome-oidc-refused = Отказано после поставщика
filters =
    { $count ->
        [0] Фильтры
        [one] Фильтры: включён { $count }
        [few] Фильтры: включены { $count }
        [many] Фильтры: включено { $count }
       *[other] Фильтры: включено { $count }
    }
problem-in-english = Слова центра по-английски
