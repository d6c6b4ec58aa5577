namespace Grievances.Domain.Waivers.Words;

/// <summary>Spanish, read on after <see cref="SpanishWords" />: paid on a condition, and nothing more after that.</summary>
internal static class SpanishBargains
{
    internal const string List = """

suppose = si | cuando

# Pagado con una condición, y nada más después
cond-on = a condición | con la condición | bajo condición | bajo la condición | condición | condicion* | siempre que | siempre y cuando | supeditad* | subordinad* | sujeto a | sujeta a
 | a cambio | con tal de | entendiéndose que | bajo el entendido | vale solo si | solo mientras | con tal que | en tanto | solo si | sólo si | únicamente si | mediante | exige que
 | requiere que | depende de | en el entendido | en el entendimiento | a cuenta de | el precio de
cond-if = si | mientras | en caso de que | cuando | en cuanto | como
deny3 = no | nunca | jamás | ni | sin | abstenga | abstengas | abstiene | abstienes | abstenerse | abstengan | ninguna | ningún | ausencia de | renuncie
act3 = acuda | acudas | acudan | acude | acudes | acuden | acudiera | recurra | recurras | recurran | recurre | recurres | vaya | vayas | vayan | va | vas | presente | presentes | presenten
 | presenta | acudirá | acudirás | irá | irás | presentará | presentarás | contrata | contrate | contratas | contrates | hablas | busca | busque | consulte | contactará | presentas | interponga
 | interpongas | interpongan | interpone | interpones | inicie | inicies | inicien | inicia | inicias | lleve | lleves | lleva | llevas | contacte | contactes | contacta | dirija | dirijas
 | dirige | formule | formules | formula | eleve | eleva | emprenda | emprendas | emprende | ejerza | ejerzas | promueva | entable | entabla | hable | hables | habla | acudir | presentar
forum3 = tribunal* | juez* | juzgado* | regulador* | autoridad* | prensa | periodista* | medios | policía | punto nacional de contacto | demanda* | queja* | reclamaci* | reclamo* | acción*
 | acciones | a juicio | la justicia | abogad* | denuncia* | sindicato* | defensor* | justicia | organismo* | juicio | abogado* | la vía judicial | recurso* | vía legal | pleito*
go3 = demande | demandes | demanden | demanda | demandas | demandar | denuncie | denuncies | denuncien | denuncia | denuncias | denunciar | reclame | reclames | reclama | reclamas | reclamar
 | litigue | recurrirá | demandará | demandarás | denunciará | reclamará | nos denuncia | nos denuncias | litigues | litiga | litigar | queje | quejes | queja | quejas | quejarse | pleitee
 | pleitea | querelle | recurra | recurre | recurras | recurres | recurrir | impugnes | impugnar | apeles | apelar | impugne | impugna | apele | apela
tell3 = publique | publiques | publiquen | publica | publicas | publicar | divulgue | divulgues | divulga | divulgar | revele | reveles | revela | revelar | comparta | compartas | comparte
 | compartir | hable | hablas | divulgas | revelas | comentas | cuentas | dices | mencionas | mencione | publicará | divulgará | hables | habla | hablar | comente | comentes | comenta
 | comentar | cuente | cuentes | cuenta | contar | diga | digas | dice | decir | difunda | difundas | difunde | difundir | menciones | comunique | haga público | haga pública | hagas público
whom3 = nada | nadie | terceros | prensa | medios | público | redes | redes sociales | periodista* | lo ocurrido | lo sucedido | importe | acuerdo | asunto | caso | hechos | internet | oferta
 | carta | incidente
keep3 = guarda | guardas | guarde | guardes | guardar | mantiene | mantienes | mantenga | mantengas | mantener | conserva | conserve | permanece | permanezca | permanezcas | usted guarde
silent = su silencio | tu silencio | el silencio | silencio | guarda silencio | guardas silencio | se calla | te callas | se calle | te calles | callarse | calle
end-gain = pagar* | pago | paga | pague* | pagamos | abon* | reembols* | recibir* | recibe | recibes | indemniz* | compens* | dinero | euros | dólares | vale | bono | suma | importe | oferta
 | devolv* | devolución | contrato | obtendrá* | cobrar* | disculpa*
end-offer = oferta | pago | indemnización | compensación | acuerdo | dinero | reembolso | suma | importe | propuesta
end-lapse = sin efecto | caduca | caducará | se anula | anulada | anulado | nula | nulo | decae | se retira | retirada | retirado | cesa | cesará | se pierde | perderá | termina | suspendido
 | suspenderá | sin valor | extingue | cancela | cancelado | cancelada
end-lose = pierde el pago | pierde el dinero | perderá el pago | perderá el dinero | perderá la indemnización | perderá la compensación | no pagaremos | no le pagaremos | no te pagaremos
 | no pagamos | no recibirá nada | no le pagamos | no te pagamos | no recibirás nada | quitamos el pago | retiramos el pago | retiraremos el pago | perderás el pago | perderás el dinero
 | no cobrarás | no recibirá el pago | no cobrará | no habrá pago | devolver el dinero | devolver el importe | no se pagará
no_complaint_elsewhere: cond-on 4 deny3 3 act3/act 7 forum3
no_complaint_elsewhere: cond-on 4 deny3 3 go3
no_complaint_elsewhere: end-gain 12 cond-if 2! deny3 2! act3 7 forum3
no_complaint_elsewhere: end-gain 12 cond-if 2! deny3 2! go3
no_complaint_elsewhere: cond-if 2! deny3 2! act3 7 forum3 9 end-gain
no_complaint_elsewhere: cond-if 2! deny3 2! go3 9 end-gain
no_complaint_elsewhere~: end-offer 4 end-lapse 3 cond-if 3 act3 7 forum3
no_complaint_elsewhere~: end-offer 4 end-lapse 3 cond-if 3 go3
no_complaint_elsewhere~: cond-if 3 act3 7 forum3 6 end-offer 4 end-lapse
no_complaint_elsewhere~: cond-if 3 go3 6 end-offer 4 end-lapse
no_complaint_elsewhere: end-lose 3 cond-if 3 act3 7 forum3
no_complaint_elsewhere: end-lose 3 cond-if 3 go3
silence: cond-on 4 deny3 3 tell3 6 whom3
silence: cond-on 4 deny3 2 whom3 2 tell3
silence~: end-gain 12 cond-on 5 keep3 6 secret
silence~: cond-on 5 keep3 6 secret 9 end-gain
confid = confidencialidad | su discreción | tu discreción
silence~: end-gain 12 cond-on 4 confid
silence~: cond-on 4 confid 9 end-gain
silence~: cond-on 4 silent
silence: end-gain 12 cond-if 2! deny3 2! tell3 6 whom3
silence: cond-if 2! deny3 2! tell3 6 whom3 9 end-gain
silence~: end-gain 12 cond-if 2 keep3/silent 4 secret
silence~: end-gain 12 cond-if 4 silent
silence~: cond-if 2 keep3 4 secret 9 end-gain
silence~: cond-if 2 silent 9 end-gain
no-claim = no reclamará | no reclamarás | no reclama | no reclamarán | nada reclamará | no exigirá | no exigirás | no exigirán | no pedirá | no pedirás | no pedirán | no demandará
 | no solicitará | no solicitarás | no puede pedir | no puedes pedir | no puede reclamar | no puede exigir | no puedes reclamar | no pretenderá | no volverá a reclamar | no volverás a reclamar
 | no volverá a pedir | no volverás a pedir | no podrá reclamar | no podrá reclamarnos | no podrás reclamar | no podrá pedir | no podrá pedirnos | no podrá exigir | no podrá exigirnos
 | no podrás pedir | no podrás pedirnos | no podrás exigir | no nos reclamará | no nos pedirá | no nos exigirá | no reclame | no reclames | no exija | no pida | no podrán reclamar
 | no podrán exigir | no volverá a exigir | no ha de reclamar | no reclamar | no exigir | no pedir | no reclamaré | no exigiré
more3 = nada más | nada | más después | más adelante | más dinero | más por | otra compensación | otras compensaciones | ninguna otra | ningún otro | ninguna compensación
 | ninguna indemnización | otra indemnización | otra cosa | otra suma | cantidad alguna | ninguna cantidad | ninguna reparación | otra reparación | ninguna suma | cantidad adicional
 | compensación alguna | cantidades adicionales | suma adicional | compensación adicional | indemnización adicional | ulterior* | en el futuro
no-right = no tiene derecho | no tienes derecho | no tiene ningún derecho | no tienes ningún derecho | no tendrá ningún derecho | no tiene derecho alguno | no tienen derecho | no tendrá derecho
 | no tendrás derecho | ningún derecho a | ya no tiene derecho | carece de derecho | no le asiste el derecho | no está facultad* | no está autorizad* a | no estás autorizad* a
 | no está permitido | no le está permitido | no queda derecho | no tendrá ya derecho
claimv = reclamar* | presentar | demandar* | exigir* | pedir* | formular | interponer | accionar | plantear | dirigir* | entablar
against = contra nosotros | contra la | contra el | reclamaciones | reclamación | demandas | nada | acciones | indemnización | más | compensación | pretensiones
satisfiedv = se da por | te das por | me doy por | se dan por | se considera | te consideras | se declara | me declaro | se consideran | se tiene por | dándose por | considerándose
 | se dará por | se considerará | te declaras
satisfied2 = satisfech* | pagad* | indemnizad* | compensad* | resarcid* | saldad* | finiquitad* | íntegramente | enteramente pagad*
end-owed = no se le adeuda nada | no se le debe nada | nada más se le debe | nada más se le adeuda | no le debemos nada | nada le debemos | no te debemos nada | ya no le debemos
 | no le adeudamos | no se le deberá nada | no se le debe ninguna | no se le adeuda ninguna | no se le adeuda cantidad | no se le debe cantidad | ninguna otra cantidad se le | nada se le debe
 | no se te debe nada | nada se le adeuda | no queda nada pendiente con usted
affair = asunto | caso | cuestión | controversia | controversias | litigio | conflicto | disputa | disputas | todo | reclamación | queja | tema
close = resuelve | resuelto | resuelta | zanja | zanjada | zanjado | zanjadas | cierra | cerrado | cerrada | cerrar | termina | terminado | terminada | concluye | concluido | concluida
 | liquida | liquidado | pone fin | poner fin | extingue | arregla | arreglado | resolver | zanjar | salda
forgood = de una vez por todas | de una vez y para siempre | definitivamente | para siempre | de forma definitiva | de manera definitiva | con carácter definitivo
end-between = entre las partes | entre nosotros | entre ambas | entre usted y | entre ambos
end-regard = consideramos | damos por | se considera | se da por | queda | quedan | quedará
end-quits = quedamos en paz | estamos en paz | quedan en paz | borrón y cuenta nueva | punto final al asunto | punto final a este asunto | punto final a la controversia
no-dispute = ninguna controversia | ningún conflicto | ninguna disputa | más controversias | más disputas | más litigios | más conflictos | ninguna reclamación | nada que reclamarse
waives_claims: no-claim 3 more3
waives_claims: nada 1 reclamara
nada = nada más | nada
reclamara = reclamará | reclamarás | exigirá | exigirás | pedirá | pedirás | reclamarán
waives_claims: no-right 3 claimv 6 against
waives_claims: no-right 2 demandarnos
demandarnos = demandar* | reclamar* | exigirnos | pedirnos | accionar | acudir
waives_claims: satisfiedv 3 satisfied2
waives_claims: end-owed
waives_claims: close 3 affair 5 forgood
waives_claims: close 2 forgood 4 affair
waives_claims: affair 3 close 2 forgood
waives_claims: end-regard 4 affair 3 close 3 forgood
waives_claims: end-quits
waives_claims: no-dispute 5 end-between
no-habra = no habrá | no hay | no existe | no existen | no existirá* | no queda | no quedan | no quedará* | no subsiste* | no tendrán
dispute2 = controversia* | litigio* | conflicto* | disputa* | reclamaci* | diferencias
waives_claims: no-habra 2 dispute2 5 end-between
silence~: silent 2 price
price = es la condición | es una condición | es condición | es el precio | es requisito
neither = ninguna de las partes | ninguna parte | ninguno de los dos | ninguna de ellas
no_complaint_elsewhere: neither 1 act4
act4 = demandará | demandarán | reclamará | denunciará | iniciará | interpondrá | presentará | podrá demandar | podrá reclamar
endit = supone | constituye | significa | implica | equivale a | representa | vale como
waives_claims: endit 2 settlement/arreglo 2 finals
arreglo = arreglo | acuerdo | solución | convenio
waives_claims: putend 4 affair 4 end-between
putend = pone fin | poner fin | pondrá fin | puesto fin
silence: cond-on 4 stays2 2 end-among
stays2 = queda | quede | quedará | permanezca | siga
end-among = entre nosotros | entre usted y
alguien = alguien | cualquiera | quien sea
no_complaint_elsewhere: cond-if 3! act3 7 forum3 7 end-lose
no_complaint_elsewhere: cond-if 3! go3 7 end-lose
silence: cond-if 2! tell3 5 whom3/alguien 7 end-lose
silence: end-lose 3 cond-if 2 tell3 5 whom3/alguien
waives_claims: parties 3 no-nadaque
parties = partes | las partes
no-nadaque = nada que reclamarse | nada más que reclamarse | nada que exigirse
""";
}
