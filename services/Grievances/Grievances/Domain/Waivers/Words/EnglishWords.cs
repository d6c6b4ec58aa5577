namespace Grievances.Domain.Waivers.Words;

/// <summary>English: how it is read, see <see cref="WaiverWords" />.</summary>
internal static class EnglishWords
{
    internal const string List = """
# Denials and where they end
not = not | never | nor | neither | no | none | nothing | nobody | cannot | don t | doesn t | didn t | won t | wouldn t | isn t | aren t | needn t | can t | shouldn t | mustn t | dont
 | doesnt | refuse* | decline | free to | rather than | instead of | far from | unlawful
none = no | none | nothing | neither
neutral = without accept* | without conced* | without acknowledg* | without any accept* | without any acknowledg* | no admission | not an admission | not admit* | not accept any
 | not accept liability | not accept respons*
 | not concede | no fault | no liability | not liable | not at fault | without fault | without any fault | not dispute | not constitute an admission | not contest | no fee | no cost
 | without cost | free of charge | without fee
 | no later than | not later than | not limited to | not only | not just | no matter | no doubt | not less than | without prejudice | without admi* | without any admi*
 | without an admi* | without limit* | without delay | without exception | without reserv* | without recourse | without further | whether or not known | known or not | no longer than
 | not being
without = without
whether = whether or not you | whether you | even if you | regardless of whether
if = if | where | should you | unless | until | when
unneeded = not required | not needed | not necessary | not part of | not a condition | not expected | not asked | never required
unasked = do not ask | don t ask | never ask | do not require | don t require | do not expect | do not want you | do not have to | don t have to | need not | are not asked
 | are not required | not obliged | without asking
 | chatbot told | assistant told | model told | chatbot said | assistant said | answer said | system told | employer asked | employer told | it told you | wrongly told | chatbot wrote
 | manager told | you told us that your | asked us to | asked us not | have asked us
break = but | before | unless | until | however | provided | therefore | otherwise | instead | in return | in exchange | on condition
and = and | or
you = you | yourself | complainant | complainants | claimant | claimants | recipient | employee | worker | workers | patient | undersigned | signatory | beneficiary | releasor | party
 | parties | customer | parent | affected person | person concerned | the person | i
ours = we | our team | our staff | our interpreters | our investigators | our employees | our contractors | our lawyers | our moderators | our people
org = your employer | the bank | the agency | the authority | the company | the organisation | the organization | the firm | the provider | the operator | the team | the regulator
 | the court | the ombud*
ask = ask | asks | asking | require | requires | request | requests | expect | expects | need | demand | demands | want | insist | would like | propose | proposes | both | must ask
 | on condition | provided | in return | in exchange
harmless = fee | fees | charge | charges | deadline | deadlines | penalty | name | names | identity | password | receipt | code | codes | key | link | data | passport | waiting period

# Giving up claims, rights, actions
give = waive | waives | waived | waiving | waiver | waivers | give up | gives up | giving up | given up | relinquish* | renounce* | renouncing | forfeit* | forgo | forgoes | forgoing
 | forego* | sign away | signs away | signing away | signed away
quit = abandon* | surrender* | release | releases | released | releasing | discharge | discharges | discharged | discharging | acquit* | drop all
all = all | any | every | each | your | his | her | their | future | further
legal = claim | claims | right | rights | action | actions | lawsuit* | suit | suits | complaint | complaints | recourse | remedies | remedy | appeal | appeals | demands | proceedings
 | litigation | entitlement* | grievance | grievances | opportunity to sue | ability to sue | sue
charges = claim | claims | liability | liabilities | actions | demands | suits | proceedings | causes | responsibility | lawsuits
full = full | final | complete
final = full | final | complete | entire
settlement = settlement | satisfaction | discharge | release | quittance
settles = discharge of | settle | settles | settled | settling | settlement of | satisfaction of | compromise of
claims = claim | claims | dispute | disputes | our obligations | our duties
no-no = no | any
further = further | other | more | additional | outstanding | remaining
claim2 = claim | claims | recourse | demands | rights against
sign = accepting | accept | accepts | signing | sign | signs | cashing | payment | receipt of
lose = lose | loses | losing | end your | ends your
extinguish = extinguish* | bars all | bar all
gone = waived | extinguished | relinquished | renounced | forfeited | released and discharged | forever barred | forever discharged | deemed settled | fully settled | finally settled
from = from | of
waives_claims: give 8 legal
waives_claims: quit 1 all 5 legal
waives_claims: quit 9 from 6 charges
waives_claims: full 2 final 4 settlement
waives_claims: settles 3 all 5 claims
waives_claims: no-no 0 further 2 claim2
waives_claims: you 1 will2 1 have 0 no-no 2 noclaim
will2 = will | shall
have = have
noclaim = recourse | claim | claims | remedy | remedies | right to | right of
waives_claims: fullset
fullset = in full settlement | as full settlement | in full satisfaction | in final settlement | as final settlement | in complete settlement | in full discharge
waives_claims: sign 10 lose 5 legal
waives_claims: extinguish 4 legal
waives_claims~: legal 8 gone

waives_claims: signs 4 releaseform
signs = sign | signs | signing | signed | return
releaseform = release form | the release | a release | release agreement | waiver form | the waiver | settlement and release
waives_claims: no-no 1 claims 1 remain
remain = remain | remains | remaining | survives | outstanding

# Not going elsewhere
promise = agree | agrees | agreed | agreeing | undertake | undertakes | undertaking | promise | promises | promising | commit | commits | covenant | covenants | pledge | pledges
 | confirm that you will | confirms that | accept that you will | required | obliged | expected | asked | asking | ask you | asks you | ask that | asks that | request that
modal2 = will | shall | must | are to | is to
modal = will | shall | must | may | can | are to | is to
deny = not | never | neither | no longer | not to
deny2 = not | never | won t | no longer | cannot | mustn t
act = file | filing | bring | bringing | lodge | lodging | submit | submitting | pursue | pursuing | initiate | initiating | commence | commencing | start | starting | institute
 | instituting | make | making | take | taking | contact | contacting | approach | approaching | go to | going to | go | going | speak | speaking | talk | talking | report | reporting
 | escalate | escalating | raise | raising | turn | write | writing | inform | informing | join | cooperate
forum = court* | tribunal* | regulator* | authorit* | ombud* | press | media | journalist* | newspaper* | police | national contact point | ncp | lawsuit* | complaint* | claim | claims
 | legal action | action | actions | legal proceedings | proceedings | litigation | union* | agency | agencies | third part* | commission | anyone else | elsewhere | suit | charge*
 | grievance* | reporter* | inspectorate | case to | matter any further | matter further | this further | it further
go = sue | suing | complain* | litigate | litigating
barred = barred | precluded | prevented | prohibited | excluded | forbidden | estopped | disqualified
refrain = refrain* | abstain* | desist* | stay away | stays away | forbear*
refrain2 = instead of | without
no-nothing = no
brought = brought | filed | made | lodged | pursued | taken | initiated | started | raised
be = be
may = may | shall | will | can | must
no_complaint_elsewhere: promise 6 deny 4 act 7 forum
no_complaint_elsewhere: promise 6 deny 4 go
no_complaint_elsewhere: you 3 modal 0 deny2 1 act 7 forum
no_complaint_elsewhere: you 3 modal 1 deny2 1 go
no_complaint_elsewhere: you 1 deny2 1 act 7 forum
no_complaint_elsewhere: promise 6 no-nothing 3 forum
no_complaint_elsewhere: you 2 modal2 1 act 0 no-nothing 3 forum
no_complaint_elsewhere: provided 2 act 0 no-nothing 3 forum
no_complaint_elsewhere: provided 3 deny 3 act/go
provided = provided that you | provided you | on condition that you | on the condition that you | as long as you | only if you
no_complaint_elsewhere: no-nothing 3 forum 6 may 1 be 1 brought
no_complaint_elsewhere: refrain 1 from 3 act 7 forum
no_complaint_elsewhere: refrain 1 from 3 go
no_complaint_elsewhere: barred 2 from 3 act/go/forum
no_complaint_elsewhere: promise/modal2 4 refrain 4 forum

# Silence
must = must | shall | will | should | agree | agrees | undertake | undertakes | promise | promises | required | obliged | need | have to | asked | commit | commits | expected | are to
 | is to | accept | accepts | ask you | ask that
please = please | kindly
keep = keep | keeps | keeping | kept | treat | treats | maintain | maintains | hold | holds | remain | remains | preserve | observe | stay | treated | held
secret = confidential* | in confidence | strict confidence | secret | secrecy | silent | silence | quiet | to yourself | to yourselves | private | between us
terms = terms | agreement | settlement | amount | existence of | offer | payment | outcome
tell = disclose | disclosing | discuss | discussing | reveal | revealing | share | sharing | publish | publishing | mention | mentioning | speak | speaking | talk | talking | tell
 | telling | post | posting | publicise | publicize | communicate | divulge | comment | make public | say
whom = third part* | anyone | anybody | others | other people | media | press | public | publicly | terms | agreement | settlement | amount | offer | matter | incident | events | contents
 | existence | any person | any other person | social networks | social media | what happened | journalist* | online | details of
tell2 = disparage | disparages | disparaging | defame | speak ill | badmouth | criticise | criticize | negative comments | negative statements
noun = non disclosure | nondisclosure | non disparag* | nondisparag* | gag clause | gag order | confidentiality clause | confidentiality agreement | confidentiality undertaking
 | confidentiality provision | nda
duty = duty | obligation | bound | commitment | undertaking | subject
secret2 = confidentiality | secrecy | silence
be3 = remain | remains | be | is | are | stay | stays
silence~: you 4 must 5 keep 9 secret
silence~: promise 3 keep 9 secret
silence: please 3 keep 7 secret
silence~: terms 7 be3 4 secret
silence~: keep 2 terms 6 secret
silence: terms/letter 6 deny-must 1 told
letter = letter | contents | correspondence
deny-must = must not be | may not be | shall not be | should not be | cannot be | is not to be | are not to be | must never be
told = disclosed | shared | shown | published | revealed | discussed | communicated | quoted
silence: you 4 must 2 deny 4 tell 9 whom
silence: promise 4 deny 4 tell 9 whom
silence: please 2 deny 3 tell 9 whom
silence: you 4 modal 1 deny2 3 tell2
silence: promise 6 deny 4 tell2
silence: refrain 1 from 3 tell/tell2 8 whom
silence: refrain 1 from 3 tell2
silence: barred 2 from 2 tell 8 whom
silence: no-no 1 disclosure 9 allowed
disclosure = disclosure | publication | publicity | discussion
allowed = allowed | permitted | may be made | shall be made
silence: noun
silence~: you 6 duty 3 secret2

# Withdrawing as the price
cond = condition | conditional | conditioned | provided | subject to | contingent | depends | dependent | only if | in exchange for | in return for | requires | prerequisite | as soon as
 | in order to receive | to receive
withdraw = withdraw | withdraws | withdrawing | withdrawn | withdrew | withdrawal | drop | dropping | dropped | discontinu* | retract* | take back | taking back | rescind*
complaint = complaint* | claim | claims | case | grievance* | report | lawsuit | suit | petition | allegation* | action | proceedings
pay = pay | pays | paid | payment | compensat* | refund* | receive | receives | money | remedy | apology | apologise | apologize | euros | dollars | offer
then = if | once | after | when | upon | until | unless | provided
need = must | shall | agree | agrees | required | undertake* | need to | have to | expected to | asked to | ask you to | will
withdraw_as_condition~: cond 9 withdraw 6 complaint
withdraw_as_condition~: pay 10 then 5 withdraw 5 complaint
withdraw_as_condition~: then 5 withdraw 5 complaint 8 pay
withdraw_as_condition~: then 3 complaint 4 withdraw 8 pay
withdraw_as_condition~: pay 10 then 4 complaint 4 withdraw
withdraw_as_condition~: you 3 need 3 withdraw 5 complaint
withdraw_as_condition~: withdraw 5 complaint 6 cond
withdraw_as_condition~: promise 4 withdraw 5 complaint
withdraw_as_condition~: need 1 withdraw 5 complaint 8 pay

# Indemnity
indemnify = indemnify | indemnifies | indemnifying | hold us | holds us
harmless2 = harmless
hold = hold | holds | holding | save | saves | saving | held | keep | indemnify | indemnifies
will = you | agree | agrees | shall | undertake | undertakes
indemnity: hold 7 harmless2
indemnity: will 4 indemnify
""";
}
