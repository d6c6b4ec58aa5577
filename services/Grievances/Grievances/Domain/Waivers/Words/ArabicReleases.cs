namespace Grievances.Domain.Waivers.Words;

/// <summary>Arabic, read on after <see cref="ArabicOrders" />: the organisation freed, everything that could be asked ended by a sum, no way back, discretion hoped for, a matter closed elsewhere, a way barred.</summary>
internal static class ArabicReleases
{
    internal const string List = """

give = تسقطوا | تسقطين | نتنازل لكم | تستغنون | تستغني | تفرطون | تترك | تتركون
neutral = حماية البيانات
# The organisation is free of what it owes
end-rparty = شركة | مؤسسة | منظمة | مستشفى | مصرف | بنك | مشغل | مزود | مدرسة | جامعة | صاحب العمل | موظفوها | موظفون | نحن | طرفان
rfreed = في حل من | خالية من | خالي من | معفاة من | معفى من | معفاة | معفى | بريئة من | متحررة من | محررة من | متحللة من | بريئة
no-rmore = لا تتحمل بعد | لم تعد تتحمل | لن تتحمل بعد | لا تتحمل أي مسؤولية أخرى | لم تعد مسؤولة | لن تكون مسؤولة بعد | لم تعد ملزمة | لم يعد عليها | لم تعد عليها
waives_claims~: end-rparty 4 rfreed 3 liab
waives_claims: end-rparty 3 no-rmore
waives_claims: no-rmore 2 end-rparty
# A sum, a signature or a letter ends everything that could be asked
rends = تنتهي | ينتهي | تنقضي | ينقضي | ينهي | تنهي | تسوى | يصفي | تصفي | تصفى | تزول | تبطل
rwhole = كل مطالباتكم | كل مطالباتك | جميع مطالباتكم | جميع مطالباتك | كافة مطالباتكم | كل المطالبات | جميع المطالبات | كافة المطالبات | أي مطالبة | مطالباتكم | مطالباتك | كل مطالبة
 | كل ادعاء | جميع ادعاءاتكم | كل ما قد | كل ما يمكن أن | كل ما تطلبونه | كل ما لكم | كل حقوقكم | جميع حقوقكم
waives_claims~: rends 2 rwhole
# There is no coming back
deny-back = لن يكون بإمكانك* | لن تستطيع* | لا يمكنك* | لن يمكنك* | لن تتمكن* | لم يعد بإمكانك* | لا يحق لك* | لن يحق لك*
rback = عودة إلينا | العودة إلينا | رجوع إلينا | الرجوع إلينا | رجوع علينا | الرجوع علينا | إعادة فتح | إعادة طرح | مراجعتنا | إثارة الموضوع | إثارة هذا | إثارة الأمر | مطالبتنا | العودة إلى هذا | إلينا بشأن
waives_claims: deny-back 2 rback
# A way is barred
rbars = يمنعكم من | يمنعك من | يحرمكم من | يحرمك من | يستبعد | يحول دون | يغلق باب | يسد باب
rway = محكمة | محاكم | قضاء | دعوى | شكوى | مطالبة | هيئة | جهات | صحافة | إعلام | طعن | تقاضي | صحفي
no_complaint_elsewhere: rbars 5 rway
# Discretion that is hoped for
cond-rwish = نثق | نأمل | نرجو | نتوقع | نعول | نعتمد | نطلب | مقابل | في المقابل | نود | يرجى | الرجاء | نتمنى | شرط | بشرط
end-ramong = بيننا | بينكم وبيننا | بينك وبيننا | طي الكتمان | بعيدا عن الإعلام | بعيدا عن الصحافة | بعيدا عن الأضواء | خلف الأبواب المغلقة | داخل المؤسسة
deny-rknow = ألا تعلم | ألا يعلم | ألا تعرف | ألا يعرف | ألا تسمع | ألا يسمع | ألا يصل | ألا تصل | ألا يعلم به | ألا يدري
rpress = صحافة | إعلام | صحفيون | صحف | وسائل الإعلام
rstay = يبقى | تبقى | يظل | تظل | بقاء | إبقاء | تبقوا | تبقي | يبقي
silence~: cond-rwish 7 rstay 3 end-ramong
silence: cond-rwish 9 deny-rknow 2 rpress
# A matter that is to be closed elsewhere
rask = نرجو | نطلب | يرجى | الرجاء | عليكم | عليك | يجب | يتعين
rdrop = إغلاق | تغلقوا | تغلق | إقفال | حفظ | سحب | إنهاء | تنهوا | وقف | شطب | إلغاء
rmatter = ملف | ملفكم | شكوى | شكواكم | قضية | قضيتكم | بلاغ | بلاغكم | دعوى | دعواكم | إجراءات | تحقيق
rwith = لدى | أمام | عند | في
withdraw_as_condition~: rask 2 rdrop 2 rmatter 0 rwith 1 rauth
rauth = هيئة | هيئات | محكمة | محاكم | سلطة | سلطات | شرطة | نيابة | منظم | جهة | لجنة | أمين المظالم
""";
}
