namespace Grievances.Domain.Waivers.Words;

/// <summary>Russian, read on after <see cref="RussianBargains" />: what somebody is told to do or to leave be,
/// claims that a payment ends, and that there is no appeal.</summary>
internal static class RussianOrders
{
    internal const string List = """

# More words of the groups above
act = судиться | пожалуетесь | понесете | пойдете | обратишься | жалобу подавать | дойдете | напишете жалобу | подаваться | обращаться с
forum = министерств* | судье | судьей | судьи | арбитраж* | ведомств* | власти | властям | инспекци*
legal = прав требования | права требования | долг* | притязани*
org = больница | клиника | университет | школа | министерство | город | учреждение | платформа | фонд | страховщик | служба
tell = говорите | расскажете | расскажет | скажете | опубликуете | разгласите | общаться | беседовать | разговаривать | делитесь | публикуйте | пишите | писать | рассказываете
whom = прессу | журналистами | о нас | об этом | о случившемся | в интернете | посторонними | что произошло | об этом деле | этого дела
tell2 = плохо отзываться | плохо отзывать* | плохого о | дурно | плохие отзывы
unasked = начальник просил | начальник попросил | руководитель просил | руководитель попросил | не придется | не может заставить | не может запретить | не могут заставить | никто не может
 | вы сказали нам что | вы нам сказали что | вы говорили нам что
said = помощник написал | бот написал | помощник ответил | бот ответил | модель ответила | чат бот написал | чат бот ответил | помощник сообщил | бот сообщил | помощник сказал | бот сказал
 | работодатель написал | начальник написал | модель написала
lead = пожалуйста | и | затем | тогда | также | просим | или | а

# Whoever will not, or may not
no-budete = не будете | не станете | не вправе | не можете | не должны | больше не можете | больше не сможете | не сможете | не имеете права | не будешь | не станешь | не будет | не станет
inf = обращаться | обратиться | подавать | подать | судиться | жаловаться | пожаловаться | идти | нести | направлять | предъявлять | возбуждать | начинать | сообщать | обжаловать
no_complaint_elsewhere: you 2 no-budete 1 inf 5 forum/forum3
no_complaint_elsewhere: you 2 no-budete 1 go/suing
suing = судиться | жаловаться | пожаловаться | преследовать по суду
no_complaint_elsewhere: you 1 deny 0 fut 5 forum/forum3
fut = подадите | обратитесь | понесете | пойдете | предъявите | пожалуетесь | подаете | подашь | обратишься | начнете | направите | пойдешь | понесёте
talk = говорить | разговаривать | общаться | рассказывать | беседовать | сообщать | публиковать | обсуждать | писать | делиться | раскрывать | разглашать | упоминать | распространять
silence: you 2 no-budete 1 talk 5 whom
silence: you 2 no-nikomu 2 deny 0 talkfut
no-nikomu = никому | ни с кем | ничего | никому ничего
talkfut = расскажете | скажете | сообщите | говорите | раскроете | разгласите | рассказываете | будете рассказывать | станете рассказывать | расскажешь | скажешь
silence: you 2 deny 0 talkfut 5 whom
silence: you 2 no-budete 1 tell2
silence~: you 1 molchite
molchite = молчите | будете молчать | промолчите | храните молчание | сохраните молчание | будете хранить молчание | станете молчать

# Orders
start-no-v = не
start-no-nikomu = никому | ни с кем | никогда
imp = обращайтесь | подавайте | жалуйтесь | идите | ходите | пишите | предъявляйте | сообщайте | обращайся | подавай
imptell = говорите | рассказывайте | сообщайте | публикуйте | обсуждайте | делитесь | разглашайте | раскрывайте | пишите | общайтесь | разговаривайте | рассказывай
no_complaint_elsewhere: start-no-v 0 imp 5 forum/forum3
silence: start-no-v 0 imptell 5 whom
silence: start-no-nikomu 3 deny 0 imptell
start-keep = сохраните | храните | держите | сохраняйте | соблюдайте
silence~: start-keep 3 secret
start-molchite = молчите | храните молчание
silence~: start-molchite
start-del = удалите | уберите | сотрите | снимите | удаляйте
posts = публикаци* | пост | посты | постов | отзыв | отзывы | отзывов | комментари* | запись | записи | видео | сообщения о | статью | статьи
silence~: start-del 4 posts
silence~: you 1 del 4 posts
silence~: must 0 del 4 posts
silence~: must 0 you 1 del 4 posts
del = удалите | удалить | уберете | убрать | сотрете | снимете | удаляете | стереть
suit = разбирательств* | дело | производств* | процесс | тяжб* | иск | судебное дело
stop = прекратите | прекращаете | прекратить | остановите | остановить | завершите | прервете | закроете | закрыть
start-stop = прекратите | остановите | завершите
no_complaint_elsewhere~: you 1 stop 4 suit
no_complaint_elsewhere~: must 2 stop 4 suit
no_complaint_elsewhere~: start-stop 3 suit

# In return
exch = взамен | в обмен | за эту сумму | за это | в ответ
silence~: exch 4 molchite/silent
silence~: exch 4 keep3 4 secret
silence~: molchite 8 exch

# What a payment ends
bypay = с этой выплатой | этой выплатой | выплата | этой суммой | с этой суммой | этот платеж | платеж | с выплатой | с оплатой | эта сумма | эта выплата
ends = прекращаются | прекращает | погашает | погашаются | погашены | прекращены | погасятся | аннулируются | исчерпаны | исчерпываются | утрачиваются | покрывает все
rights = требовани* | прав* | претензи* | долг* | обязательств*
waives_claims~: bypay 6 rights 3 ends
waives_claims~: bypay 2 ends 4 rights
waives_claims~: rights 4 ends 3 bypay
waives_claims: no-nichego 1 no-nelzya 1 trebovat
waives_claims: no-nichego 3 no-nelzya 2 trebovat
waives_claims: bolshe 3 no-nichego 1 no-nelzya 1 trebovat
bolshe = больше
no-nichego = ничего
no-nelzya = нельзя | невозможно | не может быть
waives_claims~: you 1 frees 5 charges
frees = освобождаете | освободите
waives_claims~: dealover 2 over
dealover = на этом дело | на этом вопрос | что дело | на этом спор
over = закончено | окончено | закончен | закрыто | исчерпан* | завершено
waives_claims: uvas 3 no-nebudet 3 right
uvas = у вас
no-nebudet = не будет | нет больше | не останется | больше нет | не остается
right = прав к | прав против | требований к | прав по отношению
suit2 = иск | иски | исков | обращение в суд | судебн* | обращени*
no_complaint_elsewhere: no-nikakie 1 suit2 4 no-nevozmozhny
no-nikakie = никакие | никакое | никакой
no-nevozmozhny = невозможн* | невозможен | исключен* | не допускаются | недопустим* | не допускается | исключается
no_complaint_elsewhere: suit2 4 no-nevozmozhny

# First our own way
must3 = должны | обязаны | необходимо | нужно | следует | надо | только после | лишь после
finish = исчерпать | пройти | завершить | дождаться | закончить | использовать | прохождения
ourway = апелляци* | пересмотр* | обжаловани* | процедур* | рассмотрени*
before = прежде чем | до того как | до обращения | перед обращением | перед тем как
court = суд | суда | судом | судье | иск | суды
no_complaint_elsewhere: must3 2 finish 4 ourway 3 before 5 court
no_complaint_elsewhere: before 3 court 4 must3 2 finish 4 ourway
no_complaint_elsewhere: court 6 onlyafter 4 ourway
no_complaint_elsewhere: onlyafter 4 ourway 8 court
onlyafter = только после | лишь после | не раньше чем

# No appeal
appeal = апелляци* | обжаловани* | пересмотр* | оспаривани* | пересмотра
appealed = обжаловать | обжалованию | оспорить | оспаривать | пересмотру | апеллировать | пересмотреть | подать апелляцию | просить о пересмотре | подавать апелляцию | обжаловано
 | оспорено | пересмотрено
 | требовать пересмотра | апелляции | просить пересмотра
denies_appeal: you 1 no-nemozhete 1 appealed
no-nemozhete = не можете | не сможете | не вправе | не имеете права | больше не можете | не можешь | не должны
denies_appeal: decision 3 no-nepodlezhit 1 appealed
denies_appeal: decision 2 appealed 0 no-nepodlezhit
decision = решение | ответ | вывод | оно | заключение | результат | решения
no-nepodlezhit = не подлежит | нельзя | невозможно | не может быть | не подлежат | больше нельзя
denies_appeal: no-nelzya2 1 appealed 2 decision
no-nelzya2 = нельзя | невозможно
denies_appeal: appealed 3 no-nelzya3
no-nelzya3 = нельзя | невозможно | не подлежит
denies_appeal: appeal 2 no-nevoz
no-nevoz = невозможн* | не предусмотрен* | не принимаются | не принимается | не допускается | не допускаются | исключен* | исключается | не рассматриваются | не возможн*
 | не предусматривается
denies_appeal: no-net 2 rightof 2 appeal/appealed
no-net = нет | не имеется | не существует | у вас нет
rightof = права на | права | возможности | права подать
denies_appeal: ours 0 deny 0 prinimaem 2 appeal
prinimaem = принимаем | рассматриваем | примем | рассмотрим
denies_appeal: decision 1 okonchat 3 no-nepodlezhit 1 appealed
okonchat = окончательн*
start-appeal = апелляции | обжалования | пересмотра
net = нет
denies_appeal: start-appeal 1 net
denies_appeal: rightof 1 appeal 2 net

# Said otherwise
org = сотрудники | персонал | работники больницы | медсестры | врачи
fut = идете | обращаетесь
no_complaint_elsewhere: court2 1 you 0 deny 0 fut
court2 = в суд | к судье | в полицию | к регулятору
no_complaint_elsewhere: after2 3 suit2 2 no-nevozmozhny
after2 = после
suit2 = иск
stop = заберете | забираете | отзовете
imptell = показывайте | упоминайте | показывай
forum = инспекцию труда | инспекцией
silence~: end-agreed 2 muststay 2 secret
end-agreed = договорились | договоренност* | соглашение
muststay = должно остаться | должны остаться | должно оставаться | останется | должна остаться
tell = упоминать | показывать | писать
promise = ожидаем
whom = соцсетях | нас
waives_claims~: bypay 0 coversall 6 trebovat2
coversall = покрывает все | покрывает любые
trebovat2 = потребовать | требовать | требования | претензии
bypay = с этим переводом | этим переводом | перевод | сумма
waives_claims~: rights 5 ends 2 bypay
frees2 = снимаете | снимете
waives_claims~: you 1 frees2 4 charges
waives_claims~: declares 4 fullyc
declares = вы заявляете | вы подтверждаете | заявляет
fullyc = полностью получили | полностью удовлетворен* | полностью компенсирован* | получили полную
no_complaint_elsewhere~: court 3 mozhno 3 onlyafter 4 ourway
mozhno = можно | можете | сможете
forum = дела против | дело против
inf = поднимать
talkfut = напишете | опубликуете | публикуете
start-no-nikomu = ничего
waives_claims~: rights 2 forgood 1 close
end-owed = вам больше ничего не должна | вам больше ничего не должен | больше ничего вам не должна | больше ничего вам не должен | ничего вам больше не должн*
unasked = не накажут | не будете наказан* | не уволят | не потеряете | не могут наказать | не пострадаете | не будут преследовать | не будете уволен*
""";
}
