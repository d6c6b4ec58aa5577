namespace Grievances.Domain.Waivers.Words;

/// <summary>Arabic, read on after <see cref="ArabicBargains" />: what somebody is told to do or to leave be,
/// claims that a payment ends, and that there is no appeal. The verb carries the person.</summary>
internal static class ArabicOrders
{
    internal const string List = """

# More words of the groups above
org = المستشفى | مستشفى | العيادة | الجامعة | المدرسة | الوزارة | المدينة | البلدية | المنصة | الصندوق | البنك | المصرف
unasked = طلب منكم مدير* | طلب منك مدير* | طلب منكم رئيس* | طلب منك رئيس* | لن تضطر* | لا يستطيع أحد | لا يحق لأحد | لا يمكن لأحد | لا يجوز لأحد | لا يحتاج* | قلتم لنا | أخبرتمونا | لا حاجة
 | قلت لنا | لا تحتاج* | ما قلتموه | ما قلته
said = كتب المساعد | كتب الروبوت | أجاب المساعد | أجاب الروبوت | رد المساعد | قال المساعد | قال الروبوت | كتب صاحب العمل | قال صاحب العمل | أخبركم الروبوت | أخبرك الروبوت | كتب النموذج
 | قال النموذج | كتب لكم المساعد
lead = الرجاء | يرجى | ثم | أو

# Whoever will not, or may not; and orders, which have the same verb
start-no-v = لا | لن | ولا | ولن
no-no = لا | لن | ألا | لم
pverb = ترفع | ترفعوا | ترفعون | ترفعي | تقدموا | تقدم | تتقدموا | تتقدم | تقدمون | تلجأ | تلجؤوا | تلجأوا | تلجئوا | تلجأون | تذهبوا | تذهب | تذهبون | تتوجهوا | تتوجه | تتوجهون | تشتكوا
 | تشتكي | تشتكون | تخاطبوا | تبلغوا | تبلغ | تتصلوا | تتصل | تقيموا | تحركوا | تلجئي | تذهبي | تتوجهي | تعودوا إلى
forum4 = دعوى | دعاوى | شكوى | شكاوى | قضية | قضايا | محكمة | محاكم | قضاء | جهة | جهات | هيئة | هيئات | سلطة | سلطات | صحافة | صحفيين | إعلام | شرطة | نيابة | رقابية | وزارة | قاض | قاضي
 | بلاغ | نقابة
gov = تقاضوا | تقاضونا | تقاضي | تقاضينا | تقاضون | تقاضوننا | تشتكونا | تقاضيه* | تقاضوه*
no_complaint_elsewhere: start-no-v 0 pverb 4 forum4
no_complaint_elsewhere: start-no-v 0 gov
no_complaint_elsewhere: you 2 no-no 0 pverb 4 forum4
no_complaint_elsewhere: you 2 no-no 0 gov
tellv = تتحدثوا | تتحدث | تتحدثون | تتحدثي | تقولوا | تقول | تقولي | تخبروا | تخبر | تخبري | تنشروا | تنشر | تنشري | تكشفوا | تكشف | تفشوا | تفشي | تذكروا | تذكر | تبوحوا | تشاركوا | تتكلموا
 | تتكلم | تفصحوا | تفصح | تناقشوا | تحكوا | تكتبوا | تصرحوا
whom4 = أحد* | صحافة | صحفيين | صحفي* | إعلام | شيئا | عن هذا | عن هذه | بما حدث | بما جرى | عما حدث | عما جرى | بهذا | عن هذا الأمر | اتفاق | إنترنت | مبلغ | علنا | وسائل | عنا | أي شخص
 | بهذا الاتفاق | عن الأمر
 | شخص | الغير | موضوع
silence: start-no-v 0 tellv 4 whom4
silence: you 2 no-no 0 tellv 4 whom4
silence: start-no-v 0 tell2
silence: you 2 no-no 0 tell2
silence: please 1 deny-adam 1 telln 5 whom4
please = نرجو | الرجاء | يرجى | نطلب منكم | نطلب منك | رجاء | نلتمس | المرجو
deny-adam = عدم
telln = إخبار | تحدث | حديث | إفشاء | نشر | كشف | ذكر | مشاركة | إفصاح | بوح | تكلم | إطلاع | كلام
silence~: parties 0 silentverb2 4 secret2
parties = طرفان | طرفين | أطراف | جميع الأطراف
silentverb2 = يلتزم | يلتزمان | يحافظ | يحافظان | تلتزم | ملتزمان
secret2 = سرية | كتمان | صمت | سر
silence~: silentverb3 0 parties 2 secret2
silentverb3 = يلتزم | يحافظ | يتعهد | يتعين على
start-keep = حافظوا | حافظ | حافظي | أبقوا | أبق | احفظوا | احفظ | اكتموا | اكتم | التزموا | التزم
silence~: start-keep 4 secret2/hush
silence~: terms 3 sirri
sirri = سري | سرية تامة | سري للغاية | سرية للغاية
start-del = احذفوا | احذف | احذفي | أزيلوا | أزل | اسحبوا منشور* | امسحوا | امسح | ستحذفون | ستزيلون | ستحذف | ستزيل | تحذفون | تزيلون | ستمسحون | ستسحبون منشور*
posts = منشور* | تعليق* | مقالات | مقال | فيديو | تغريد* | ما نشرتم* | ما نشرته | مراجعات | تدوين* | نشرتم* | تقييم*
silence~: start-del 3 posts
silence~: must/please 1 deln 3 posts
silence~: promise 1 deln 3 posts
deln = حذف | إزالة | سحب | تحذفوا | تزيلوا | مسح | تحذف | تزيل
stop = ستوقفون | توقفون | ستوقف | أوقفوا | تنهون | ستنهون | ستنهي | أنهوا | تتخلون عن | ستغلقون | تضعون حدا | توقفوا | ستسحبون | ستضعون حدا
suit = دعوى | إجراءات القضائية | إجراءات قضائية | قضية | محاكمة | تقاضي | إجراءات
start-stop = ستوقفون | توقفون | أوقفوا | تنهون | ستنهون | أنهوا | ستغلقون | ستسحبون
no_complaint_elsewhere~: start-stop 3 suit
no_complaint_elsewhere~: you 1 stop 3 suit

# In return
exch = في المقابل | مقابل ذلك | بالمقابل | لقاء ذلك | مقابل المبلغ | مقابل هذا المبلغ
silence~: exch 4 keepsilent
keepsilent = تلتزمون الصمت | تلتزم الصمت | تصمتون | تسكتون | تصمت | تسكت | تكتمون | التزام الصمت | تحافظون على السرية | تلتزمين الصمت
silence~: keepsilent 6 exch

# What a payment ends
bypay = بهذا الدفع | بهذا المبلغ | بدفع المبلغ | هذا الدفع | هذا المبلغ | الدفع | بهذه الدفعة | بالدفع | بسداد المبلغ | دفع المبلغ | باستلام المبلغ
ends = تنقضي | ينقضي | تسقط | يسقط | تنتهي | ينتهي | تسوى | تزول | يزول | تلغى | تعتبر منتهية | ينهي | ينهيان | تعتبر مسددة
rights = مطالب* | حق | حقوق* | دعوى | دعاوى | دعاوي | ديون | دين | التزام*
waives_claims~: bypay 3 ends 4 rights
waives_claims~: ends 4 bypay 3 all/rights
waives_claims~: ends 4 rights 5 bypay
waives_claims: no-layumkin 1 mutalaba 2 bishay
no-layumkin = لا يمكن | لا يجوز | لا تجوز | لن يمكن
mutalaba = مطالبتنا | مطالبة المستشفى | مطالبة الشركة | مطالبتها
bishay = شيء | أي شيء | مبلغ | أي مبلغ | تعويض | أي
waives_claims~: clearus 3 liab2
clearus = تعفوننا | تعفينا | تبرئوننا | تخلون مسؤوليتنا | تحلوننا | تعفون المستشفى | تعفون الشركة | تحرروننا
liab2 = التزام | مسؤولية | مطالبة | كل
waives_claims: no-lanyabqa 1 nohaveyou 1 anyright
no-lanyabqa = لن يبقى | لا يبقى | لم يعد | لن يعود | لن يكون
anyright = أي حق تجاه | أي حق ضد | أي حق في مواجهة | حق تجاه | حقوق تجاه | أي حقوق تجاه | أي مطالبة
no_complaint_elsewhere~: accept3 2 affair 2 overhere
accept3 = تقبلون | توافقون | تقبل | توافق | تقرون
overhere = عند هذا الحد | ينتهي هنا | انتهى | ينتهي
no_complaint_elsewhere: no-layumkin 0 raising 3 forum4
raising = رفع | تقديم | إقامة | تحريك | لجوء | اللجوء
no_complaint_elsewhere: no-lan 2 way 2 tan
no-lan = لن يكون هناك | لن يكون | لا يوجد | لن يبقى | لا سبيل
way = سبيل | طريق | وسيلة | أي سبيل | أي طريق
tan = للطعن | طعن | للتقاضي | تقاضي | للقضاء | قضاء | مطالبة | رجوع

# First our own way
must3 = يجب | عليكم | عليك | يلزم | يتعين | ينبغي | لا بد | فقط بعد | إلا بعد
finish = تستنفدوا | تستنفد | استنفاد | المرور | مرور | إكمال | انتظار | إنهاء | تكملوا | اتباع | تمروا | استكمال
ourway = استئناف | مراجعة | مراجعتنا | تظلم | طعن | إجراءاتنا | آلية | إجراءات
before = قبل
court = محكمة | قضاء | محاكم | دعوى | جهة رقابية | تقاضي
no_complaint_elsewhere: must3 2 finish 4 ourway 4 before 3 court
no_complaint_elsewhere: before 3 court 2 must3 2 finish 4 ourway
no_complaint_elsewhere: court 4 onlyafter 4 ourway
onlyafter = إلا بعد | فقط بعد

# No appeal
appeal = استئناف | طعن | تظلم | مراجعة | إعادة نظر | اعتراض | إعادة النظر
denies_appeal: start-no-can 1 appeal
start-no-can = لا يمكن | لا يمكنكم | لا يمكنك | لا يجوز | لا يجوز لكم | لا يحق لكم | لا يحق لك | لن يمكنكم | ليس لكم حق | ليس لك حق | ليس لكم الحق في | ليس لك الحق في | لا تستطيعون
 | لا تستطيع | لا يوجد | لا يقبل
 | ليس هناك | لا يسمح | لن يقبل | لا يقبل هذا القرار أي | لا مجال | لا نقبل | لا توجد إمكانية | لن ينظر في | لا سبيل | لا سبيل إلى
denies_appeal: you 0 no-cannot2 2 appeal
no-cannot2 = لا يمكنكم | لا يحق لكم | لا تستطيعون
denies_appeal: decision 1 no-notable 1 appeal
decision = قرار | جواب | رد | حكم | نتيجة
no-notable = غير قابل | لا يقبل | غير خاضع | لا يخضع | نهائي لا | غير قابلة | نهائي ولا يقبل | لا يمكن | لا يجوز
denies_appeal: decision 2 nohai 2 no-notable 1 appeal
nohai = نهائي
start-cannot2 = لن تستطيعوا | لن تستطيع | لا تستطيعوا
denies_appeal: start-cannot2 1 appeal

# Said otherwise
behind = الشركة | المستشفى | المؤسسة | العيادة | البنك | المنظمة | الجامعة | المنصة | الفريق | الوزارة | المحكمة | الموظفون | المشغل
third = يتنازل | تتنازل | يتخلى | تتخلى | ترفع | تقدم | تتقدم | تلجأ | تذهب | تتوجه | تتحدث | تقول | تخبر | تنشر | تكشف | تفشي | تذكر | تتكلم | تفصح | تبلغ
unasked = يجب على الموظفين | على الموظفين | على موظفينا | على فريقنا | على العاملين
org = الموظفون | الموظفين | الموظفات | الفريق | العاملون | الممرضون | الأطباء
unasked = لن يطلب منكم | لن يطلب منك | لا يطلب أحد
no-lan2 = لا | لن | ولن | ولا
plverb = ترفعوا | تقدموا | تتقدموا | تلجؤوا | تلجأوا | تلجئوا | تذهبوا | تتوجهوا | تشتكوا | تخاطبوا | تبلغوا | تتصلوا | تقيموا | تعودوا | تحركوا
pltell = تتحدثوا | تقولوا | تخبروا | تنشروا | تكشفوا | تفشوا | تذكروا | تبوحوا | تشاركوا | تتكلموا | تفصحوا | تناقشوا | تظهروا | تعرضوا | تطلعوا | تكتبوا | تروا
plgo = تقاضونا | تقاضوا | تشتكونا
no_complaint_elsewhere: no-lan2 0 plverb 4 forum4
no_complaint_elsewhere: no-lan2 0 plgo
silence: no-lan2 0 pltell 4 whom4
tellv = تظهروا | تعرضوا | تطلعوا
tell = تكتبوا | تذكروا | تنشروا
whom = وسائل | عنا
promise = نتوقع منكم | نتوقع منك
forum4 = مفتشية | تفتيش | محام | محاكم
no_complaint_elsewhere: please 1 deny-adam 0 actn 4 forum4
actn = لجوء | رفع | تقديم | اتصال | ذهاب | توجه | إبلاغ | إقامة | مقاضاة
act = ذهاب
may = يمكنكم | يمكنك | يحق لكم | يجوز لكم
ourway = استئناف* | مراجعت* | تظلم*
suit = دعواكم | دعواك | دعاواكم
no_complaint_elsewhere~: promise/please 1 stopn 1 suit
stopn = إنهاء | إيقاف | وقف | إغلاق | سحب
start-stop = ستتخلون عن | تتخلون عن
waives_claims~: covers 1 sum 5 claimv3
covers = يغطي | تغطي | يشمل
sum = مبلغ | دفع | تعويض | تحويل
claimv3 = تطالبوا | تطالبونا | تطالب* | مطالبة | مطالبات | مطالباتكم
waives_claims~: declares 3 obtained 3 fullc
declares = تصرحون | تقرون | تعلنون | تؤكدون | تصرح | تقر
obtained = حصلتم | تلقيتم | استلمتم | حصلت
fullc = كامل | كاملا | كاملة | جميع | كل
waives_claims: no-la 0 claim 1 other
no-la = لا | ولا | لا توجد | لا توجد لكم
other = أخرى | إضافية | بعد ذلك
bypay = بهذا التحويل | بالتحويل | هذا التحويل
silence~: end-agreed 2 muststay 2 hush
end-agreed = اتفقنا عليه | تم الاتفاق عليه | اتفاقنا
muststay = يجب أن يبقى | يبقى | ينبغي أن يبقى | سيبقى
act = طرح
waives_claims~: endw 3 rights 3 forgood
end-owed = لم تعد مدينة لكم | لم يعد مدينا لكم | ليست مدينة لكم | لا تدين لكم | لم تعد مدينة لك
unasked = لن تعاقب* | لا تعاقب* | لن تفصل* | لن تتعرض* | لن تفقد* | لن يعاقبكم | لن تخسر* | لا يعاقب*
""";
}
