problem-other = تعذّر تنفيذ ذلك.
problem-unreachable = المكتب لا يجيب.
problem-page-fault = في هذه الصفحة خلل.
problem-unsettled = ليس معروفًا هل نُفّذ ذلك أم لا. ما أدخلته محفوظ؛ حاول مجددًا: لن يُنفَّذ مرتين.
problem-nothing-changed = لم يتغيّر شيء، وما أدخلته محفوظ.
problem-nothing-changed-later = { $seconds ->
    [0] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد لحظات.
    [one] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد ثانية.
    [two] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد ثانيتين.
    [few] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد { $seconds } ثوانٍ.
    [many] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد { $seconds } ثانية.
   *[other] لم يتغيّر شيء، وما أدخلته محفوظ. حاول مجددًا بعد { $seconds } ثانية.
}
problem-session-ended = انتهت جلستك. سجّل الدخول مجددًا، وستعود إلى حيث كنت.
problem-sign-in-refused = اسم الدخول أو كلمة المرور خطأ، أو لا يُسمح لهذا الشخص بالدخول.
problem-code-refused = الرمز خطأ أو سبق استعماله. انتظر الرمز التالي.
problem-too-many-tries = محاولات خاطئة كثيرة.
problem-oidc-refused = جواب مزوّد الهوية لا يسمّي أحدًا يحق له الدخول هنا.
problem-oidc-unknown = هذا الطرف لا يسجّل الدخول هنا عبر مزوّد هوية.
problem-provider-failed = تعذّر سؤال مزوّد الهوية لهذا الطرف.
problem-centre-closed = مركز هذا الطرف غير متاح الآن. أبلغ القائمين على المكتب.
problem-channel-suspended = القناة معلّقة: لا تمر إلا الاستغاثة.
problem-no-agreement = لا اتفاق سارٍ مع هذه الأطراف. لا تمر إلا الاستغاثة.
problem-message-invalid = في الرسالة ما لا يمكن استعماله.
problem-nothing-awaited = لا يُنتظر منك شيء هنا.
problem-has-ended = انتهى أو أُغلق من قبل.
problem-not-a-party = أحد الأطراف المذكورة لا يشارك في هذا المكتب.
problem-terms-invalid = في الشروط ما لا يمكن استعماله.
problem-offer-stands = عرض من طرف آخر قائم. وقّعه أو اطلب سحبه.
problem-nothing-proposed = لم يعد هنا عرض قائم.
problem-stale-offer = تغيّرت الشروط في الأثناء. اقرأها مجددًا قبل التوقيع.
problem-already-signed = وقّع طرفكم من قبل.
problem-not-in-force = الاتفاق غير سارٍ، أو قناته غير معلّقة.
problem-not-yours = هذا يخص طرفًا آخر.
problem-scope-missing = دورك لا يتيح ذلك.
problem-attachment-type = لا تُقبل ملفات من هذا النوع.
problem-attachment-size = الملف فارغ أو كبير جدًا.
problem-attachment-unknown = لم يعد أحد الملفات موجودًا. أرفقه مجددًا.
problem-attachment-gone = لم يعد الملف محفوظًا.
problem-receipt-invalid = فيما ذكرته ما لا يمكن استعماله.
problem-hand-over-invalid = لا يمكن التسليم أو التسلّم هكذا. من يسلّم لا يتسلّم.
problem-hand-over-unknown = لا يوجد تسليم كهذا.
problem-malformed = فيما أُدخل هنا ما لا يمكن استعماله.
