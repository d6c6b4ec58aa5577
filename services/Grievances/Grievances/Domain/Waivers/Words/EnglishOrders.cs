namespace Grievances.Domain.Waivers.Words;

/// <summary>English, read on after <see cref="EnglishBargains" />: what somebody is told to do or to leave be,
/// claims that a payment ends, and that there is no appeal.</summary>
internal static class EnglishOrders
{
    internal const string List = """

# More words of the groups above
act = take to | take this | approach | seek | open | address | turn to | complain to | appeal to | alert | call in | apply to | submit to | write to
forum = judge | judges | justice | ministr* | magistrate* | arbitrat* | prosecutor* | outside | this any further | it any further | matter any further | case any further | things any further
legal = demand | debt | debts
org = the hospital | the clinic | the university | the school | the ministry | the city | the municipality | the institution | the platform | the foundation | the office | the insurer | the service
 | hospital | clinic | bank | company | organisation | organization | operator | provider | university | ministry
tell = write about | talk to | post about | tell anyone | inform
whom = newspaper* | reporter* | anything about | outsider* | about us | about this | about it | this agreement | nobody | no one | what you experienced | this settlement | on the internet
tell2 = negative remark* | negative review* | bad things about | anything bad | anything negative | ill of | speak badly | bad word
unasked = manager asked | boss asked | supervisor asked | supervisor told | not be forced | cannot be forced | cannot be made | not have to | cannot force | cannot be asked | cannot be compelled
 | can ask you | can force you | can make you | told us that you | said that you would | said you would | no need to | do not need to | not need to | you told us | you asked us
said = chatbot told | assistant told | model told | system told | bot told | chatbot said | assistant said | model said | bot said | answer said | chatbot wrote | assistant wrote | bot wrote
 | model wrote | chatbot answered | assistant answered | model answered | system wrote | employer told | employer wrote | manager wrote | manager told | manager said | employer said
 | told you wrongly
lead = please | kindly | and | then | so | also | therefore | now | simply | just | always | or

# A person who will not, or may not
no-will = will not | won t | shall not | cannot | can t | may not | must not | mustn t | should not | can no longer | may no longer | will no longer | are not to | are not going to
 | are not allowed to | are not permitted to | will never | will not be able to | will no longer be able to | are no longer able to | no longer may
no_complaint_elsewhere: you 2 no-will 1 act 7 forum
no_complaint_elsewhere: you 2 no-will 1 go
no_complaint_elsewhere: you 2 modal2 1 act 1 no-nothing 3 forum
silence: you 2 no-will 1 tell 6 whom
silence: you 2 no-will 2 tell2
silence: you 2 modal2 1 act 1 no-nothing 1 tell2
silence: you 2 modal2 0 say2 0 no-word 3 whom2
say2 = say | tell | write | publish | post
no-word = nothing | not a word | no word | nobody | no one
whom2 = reporter* | journalist* | press | media | newspaper* | about | anyone | anybody | of this | of it
silence: no-body 0 maylearn 2 learn 5 terms/matter
no-body = nobody | no one | no third party | no outsider
maylearn = may | must | shall | should | is to
learn = learn | know | hear | find | be told | see
silence~: you 2 modal2 1 staying
staying = stay quiet | stay silent | keep quiet | keep silent | remain silent | remain quiet | be silent | be quiet | hold your tongue

# Orders
start-no-do = do not | don t | never
start-keep = keep | treat | hold | consider
start-del = delete | remove | take down | take off | erase | unpublish | pull
start-quiet = stay quiet | stay silent | keep quiet | keep silent | remain silent | be silent
start-stop = stop | end | drop | discontinue | abandon
no_complaint_elsewhere: start-no-do 1 act 7 forum
no_complaint_elsewhere: start-no-do 1 go
silence: start-no-do 1 tell 6 whom
silence: start-no-do 2 tell2
silence~: start-keep 4 secret
silence~: start-quiet
silence~: start-del 6 posts
no_complaint_elsewhere~: start-stop 4 suit
posts = post | posts | posted | posting* | review* | comment* | tweet* | video* | publication* | published | wrote about | statements | article* | recording*
del = delete | remove | take down | take off | take your | erase | unpublish | withdraw
silence~: you 2 modal2/need 2 del 6 posts
silence~: promise 4 del 6 posts
silence~: please 2 del 6 posts
suit = proceedings | lawsuit | suit | legal action | court case | litigation | case against | action against
stop = stop | end | ends | discontinue | terminate | halt | suspend | abandon | cease | drop
no_complaint_elsewhere~: you 2 modal2/need 2 stop 5 suit
no_complaint_elsewhere~: promise 4 stop 5 suit
leave = leave it at that | leave the matter there | leave it there | let the matter rest | let it rest | let the matter drop | leave the matter be | not take this any further
 | not take it any further
no_complaint_elsewhere~: you 4 leave
no_complaint_elsewhere~: promise 3 leave

# In return
exch = in exchange | in return | for this sum | for the sum | for this amount | for this payment | for the payment | for the money | for that
exchend = in exchange | in return | for this sum | for this payment | for the payment | for the money
silence~: exch 6 silent
silence~: exch 8 keep 5 secret
silence~: silent 8 exchend
silence~: keep 5 secret 8 exchend
no_complaint_elsewhere~: exch 8 stop 5 suit

# What a payment ends
bypay = with this payment | by this payment | with the payment | this payment | with this amount | with this sum | with that | by paying | once paid | the payment | this sum | this amount
 | upon payment
ends = settled | extinguished | discharged | satisfied | ended | end | ends | cease | lapse | lapses | expire | over | closed | gone | void | extinguishes | settles | discharges | cancels
 | covers all
waives_claims~: bypay 8 legal 6 ends
waives_claims~: bypay 2 ends 3 all 2 legal
waives_claims~: legal 2 ends 1 bypay
waives_claims: no-more3 2 demanded 1 fromus
no-more3 = nothing more | nothing further | nothing else | nothing | no more
demanded = demanded | claimed | asked | required | sought | expected | requested
fromus = from us | of us | from the | of the
waives_claims~: you 1 free2 0 us
free2 = release | discharge | acquit | absolve | exonerate | free | let
us = us | the hospital | the company | the organisation | the organization | the operator | the provider | the clinic | the bank
waives_claims~: end-released 1 from 2 all 3 charges/duties
end-released = are released | is released | will be released | stand released | are discharged | are freed | is discharged
duties = obligation* | duty | duties
waives_claims~: accept3 5 close 3 matter
waives_claims~: accept3 5 matter 3 close
accept3 = accept | accepts | agree | agrees | acknowledge | acknowledges | understand | confirm | declare
waives_claims: you 2 hold3 0 no-left 1 rights2
hold3 = have | will have | keep | retain
no-left = no further | no more | no longer any | no other | no remaining
rights2 = right | rights | claim | claims
suit2 = legal action | recourse | court action | lawsuit* | proceedings | legal recourse | litigation
no_complaint_elsewhere: suit2 3 no-excl
no-excl = excluded | ruled out | impossible | not possible | no longer possible | no longer available | not available | barred
no_complaint_elsewhere: no-no2 2 suit2 5 open
no-no2 = no | any
open = possible | available | open to you | permitted | allowed | admissible

# First our own way
must3 = must | have to | has to | need to | shall | are required to | should | only after | not until
finish = finish* | exhaust* | complet* | use up | using up | go through | gone through | going through | pass through | wait for | await | used up
ourway = appeal | appeals | review | reviews | procedure | procedures | process | mechanism
before = before | prior to | first and only then | until
court = court* | judge* | tribunal* | sue | suing | regulator* | authorit* | legal action | lawsuit
no_complaint_elsewhere: must3 4 finish 5 ourway 6 before 6 court
no_complaint_elsewhere: before 6 court 5 must3 4 finish 5 ourway
no_complaint_elsewhere: court 4 onlyafter 4 ourway
no_complaint_elsewhere: onlyafter 6 ourway 8 court
onlyafter = only after | only once | not before | only when

# No appeal
appeal = appeal | appeals | review of | reviews | reconsideration | re examination | reexamination | review
appealed = appeal | appealed | challenge | challenged | contest | contested | reviewed | reconsidered | disputed | questioned | reopened | review
denies_appeal: thereis 0 no-no 1 appeal
denies_appeal: thereis/hold3 0 no-no 1 rightof 1 appeal
thereis = there is | there s | there will be | there exists
rightof = right of | right to | possibility of | way to | means of | possibility to
denies_appeal: no-no 1 appeal 4 avail
avail = possible | available | allowed | admissible | accepted | open to | permitted | made | provided | heard | lies | considered
denies_appeal: you 0 no-can 1 appealed
denies_appeal: you 0 no-can 0 seek 3 appeal
no-can = cannot | can t | can not | may not | can no longer | may no longer | are not allowed to | are not entitled to | are unable to | will not be able to | must not | are not permitted to
 | have no right to | could not
seek = ask for | request | seek | demand | file | lodge | make | submit
denies_appeal: decision 4 no-cannotbe 1 appealed
decision = decision | answer | outcome | ruling | finding | findings | result | it | this
no-cannotbe = cannot be | can t be | can not be | may not be | not subject to | not open to | can no longer be | without | will not be | not appealable
denies_appeal: start-appeal 1 no-isnot
start-appeal = an appeal | appeals | appealing | a review | the appeal
no-isnot = is not possible | is not available | is excluded | is not allowed | is not provided | are not possible | are excluded | are not allowed | are not accepted | are not provided
 | is impossible
denies_appeal: ours 0 no-accept 0 take 3 appeal
no-accept = do not | don t | will not | won t | never | no longer
take = accept | consider | hear | allow | reopen | take | process | grant
denies_appeal: no-body 1 review2 4 decision
review2 = review | reviews | reconsider | look again
appeal = second look | second opinion of ours

# Said otherwise
act = involve | drag | bring in
forum = looked at by
exch = for the compensation | for the refund | for the voucher
exchend = for the compensation | in return for
end-agreed = what we agreed | what was agreed | our agreement | what happened
leave2 = leave this room | leave the room | get out | become known | come out
silence: end-agreed 2 deny-must2 0 leave2
deny-must2 = must not | may not | should not | shall not
silence~: end-agreed 2 muststay 1 secret
muststay = must stay | must remain | has to stay | has to remain | is to remain | shall remain | will stay | stays
waives_claims~: bypay 1 coversall 6 claimv2
coversall = covers everything | covers all | covers anything
claimv2 = ask | claim | demand | want | demands | claims
waives_claims: hold3 0 no-no 1 claim2 1 left
left = left | remaining | any more | any longer | outstanding
waives_claims~: you 0 declare 3 fullyc
declare = declare | confirm | state | acknowledge
fullyc = fully compensated | fully paid | fully satisfied | completely compensated
waives_claims~: legal 4 cometoend 3 bypay
cometoend = come to an end | end | cease | expire | are over | stop
bypay = with this transfer | by this transfer | this transfer | the transfer | the sum
no_complaint_elsewhere~: only 4 court 2 after2 4 ourway
only = only
after2 = once | after | when
suit = case at | case before | case in
stop = close
forum = case against | cases against
tell = blog | blog about
start-nothing = say nothing | tell nobody | tell no one | write nothing | publish nothing | not a word
silence: start-nothing 2 whom2
end-we = owes you nothing further | owes you nothing more | owes you no more | owes nothing more | owes nothing further
unasked = not be punished | not be dismissed | not be blamed | never be punished | not be sanctioned | not be disadvantaged | not be at a disadvantage | not lose
""";
}
