namespace Grievances.Domain.Waivers.Words;

/// <summary>Chinese, read on after <see cref="ChineseOrders" />: the organisation freed, everything that could be asked ended by a sum, no way back, discretion hoped for, a matter closed elsewhere, a way barred.</summary>
internal static class ChineseReleases
{
    internal const string List = """

give = 弃绝 | 摒弃 | 让渡 | 舍弃 | 交出
neutral = 数据保护
# The organisation is free of what it owes
end-rparty = 公司 | 我司 | 我方 | 员工 | 我们 | 医院 | 银行 | 机构 | 甲方 | 雇主 | 平台
no-rmore = 不再 | 不必再 | 无须再 | 无需再 | 再无 | 再没有
rbear = 承担 | 负有 | 负 | 有 | 任何
rliab = 责任 | 义务
rrid = 免责 | 解除责任 | 责任解除 | 卸下责任 | 免除一切责任 | 免于承担 | 责任终止 | 责任就此 | 责任即告
waives_claims: end-rparty 12 no-rmore 2 rbear 6 rliab
waives_claims~: end-rparty 8 rrid
# A sum, a signature or a letter ends everything that could be asked
rends = 清偿 | 抵偿 | 了结 | 结清 | 终结 | 终止 | 抵消 | 了断 | 消灭 | 抵销
rclaim = 要求 | 诉求 | 主张 | 索赔 | 权利 | 追索 | 申索
waives_claims~: rends 14 all 4 rclaim
waives_claims~: all 6 rclaim 6 rends
waives_claims~: yours2 8 rclaim 6 rends
yours2 = 您的 | 您现有 | 您将来 | 您所有 | 您对我
# There is no coming back
deny-back = 不能再 | 不得再 | 不可再 | 不会再 | 无法再 | 不许再 | 不再 | 别再
end-rback = 找我们 | 来找 | 找公司 | 找本公司 | 联系我们 | 提起此事 | 重提 | 提异议 | 提出异议 | 翻案 | 纠缠 | 翻旧账 | 重新提起 | 重启 | 提出任何 | 反悔
waives_claims: you 14 deny-back 10! end-rback
# A way is barred
rbars = 排除 | 阻止您 | 禁止您 | 剥夺您 | 断绝 | 妨碍您
rway = 起诉 | 诉讼 | 投诉 | 申诉 | 法院 | 法庭 | 监管 | 媒体 | 记者 | 索赔
no_complaint_elsewhere: rbars 10 rway
# Discretion that is hoped for
cond-rwish = 相信 | 希望 | 期望 | 指望 | 请 | 要求 | 作为交换 | 作为回报 | 但愿 | 拜托 | 条件 | 前提 | 还望 | 务必
end-ramong = 你我之间 | 您我之间 | 你知我知 | 您知我知 | 不为外人知 | 不外扬
no-rlet = 不会让 | 不让 | 不要让 | 勿让 | 别让 | 不被
rpress = 媒体 | 记者 | 外界 | 外人
rknow = 知道 | 得知 | 知晓 | 知情 | 获悉 | 听说
silence~: cond-rwish 14 end-ramong
silence: cond-rwish 16 no-rlet 4 rpress 4 rknow
# A matter that is to be closed elsewhere
rbody = 保护机构 | 监管机构 | 监管局 | 法院 | 仲裁委 | 主管机关 | 监管部门 | 警方 | 保护局 | 委员会
rthen = 再 | 才 | 后 | 方
rpay = 转账 | 付款 | 支付 | 汇款 | 打款 | 放款 | 赔付
withdraw_as_condition~: rbody 6 withdraw 8 rthen 3 rpay
# No more suits, nothing more between the two
rsuit = 不得再提起诉讼 | 不得再次提起诉讼 | 不得提起诉讼 | 不得再起诉 | 不再提起诉讼 | 不得再向法院起诉 | 不再起诉
no_complaint_elsewhere: rsuit
rnomore = 再无其他争议 | 再无任何争议 | 再无争议 | 再无其他纠纷 | 再无任何纠纷 | 再无纠纷
waives_claims: rnomore
""";
}
