namespace Grievances.Domain.Waivers.Words;

/// <summary>Chinese: how it is read, see <see cref="WaiverWords" />. Every character is a word, so gaps are counted in characters; lists are in simplified characters.</summary>
internal static class ChineseWords
{
    internal const string List = """
# Denials and where they end
not = 不 | 未 | 没 | 没有 | 无需 | 无须 | 毋须 | 绝不 | 并非 | 从不 | 决不 | 不是 | 无任何条款 | 拒绝
none = 未 | 没有
neutral = 不承认 | 不构成承认 | 并不承认 | 不认可 | 不承担责任 | 不存在过错 | 无过错 | 不构成对责任的承认
 | 不可撤销 | 不可撤回 | 不可逆 | 不限于 | 不仅 | 不但 | 不论 | 无论 | 不管 | 不附 | 不得转让 | 不迟于 | 不晚于 | 不少于 | 不超过 | 无条件 | 不承认 | 没有保留 | 毫不保留 | 不得再 | 未来 | 不再
without = 无
whether = 无论您是否 | 不论您是否 | 无论是否 | 不论是否 | 即使您 | 不管您是否
if = 如 | 若 | 如果 | 倘若 | 只要 | 假如 | 除非
unneeded = 并非必须 | 不是必须 | 不是条件 | 并非条件 | 不需要 | 并不需要 | 不作要求
unasked = 不要求 | 不会要求 | 从不要求 | 绝不要求 | 并不要求 | 无需 | 不必 | 不需要您 | 助手告诉您 | 机器人告诉您 | 助手说 | 雇主要求您 | 您要求我们 | 您请求我们
break = 但 | 否则 | 除非 | 而是 | 因此 | 作为交换 | 条件是 | 前提
and = 并 | 且 | 和 | 与
you = 您 | 你 | 乙方 | 申诉人 | 投诉人 | 受害人 | 受害方 | 申请人 | 双方 | 各方 | 员工 | 劳动者 | 患者 | 签署人 | 收款人 | 本人 | 当事人 | 贵方
ours = 我们 | 我方 | 本公司将 | 我司将
against = 对 | 向
org = 公司 | 本公司 | 我司 | 本机构 | 运营方
ask = 要求 | 请 | 希望 | 需要 | 须 | 应 | 必须 | 建议 | 请求 | 条件
harmless = 费用的 | 手续费 | 姓名 | 名字 | 身份 | 密码 | 回执 | 编号 | 代码 | 密钥 | 链接 | 数据 | 费 | 期限 | 信息安全 | 不希望 | 不同意 | 不满意

# Giving up claims, rights, actions
give = 放弃 | 弃权 | 抛弃 | 免除 | 豁免 | 解除 | 丧失
legal = 权利 | 权 | 索赔 | 诉讼 | 起诉 | 追究 | 请求 | 主张 | 申诉 | 投诉 | 诉权 | 追索 | 仲裁 | 法律责任 | 一切责任 | 全部责任 | 所有责任 | 任何责任 | 责任 | 救济
once = 一次性 | 全部 | 最终 | 彻底 | 完全 | 终局
end = 了结 | 解决 | 和解 | 结清 | 终结
end2 = 了结 | 两清 | 互不相欠 | 一笔勾销 | 再无争议 | 再无任何争议 | 无任何争议 | 再无纠纷 | 再无瓜葛 | 互不追究 | 权利义务终结 | 权利义务终止 | 权利义务即告终止
all = 一切 | 全部 | 所有 | 任何
claims = 索赔 | 争议 | 纠纷 | 请求 | 主张 | 责任
no-nomore = 不得再 | 不再 | 不得 | 不可再 | 不能再 | 不会再 | 再无 | 无权再 | 无权 | 永不 | 不可
ask2 = 提出 | 主张 | 要求 | 追究 | 索赔 | 索要 | 追索 | 请求
right2 = 权利 | 赔偿 | 索赔 | 责任 | 要求 | 请求 | 补偿 | 异议
full = 全部且最终 | 全面和最终 | 全部和最终 | 完全和最终 | 最终且全部 | 最终和全部 | 全额最终 | 最终及全部 | 完全及最终 | 全部及最终
settle = 和解 | 清偿 | 解决 | 结清 | 了结
waives_claims: give 14 legal
waives_claims: end2
waives_claims: once 3 end 8 claims
waives_claims: once 4 end2
waives_claims: full 3 settle
waives_claims: end 2 all 6 claims
waives_claims: you 6 no-nomore 14 ask2 10 right2
waives_claims: promise 4 no-nomore 16 ask2 8 right2
waives_claims: you 8 no-nomore 10 zhuijiu
zhuijiu = 追究 | 索赔
waives_claims: you 14 no-nomore 4 enjoy 8 right2
enjoy = 享有 | 拥有 | 具有
waives_claims: shou 16 no-nomore 10 ask2 8 right2
shou = 收到 | 收款后 | 签署 | 支付后 | 领取 | 签字后
waives_claims~: legal 8 gone
gone = 均告消灭 | 归于消灭 | 视为放弃 | 予以放弃 | 即告终止 | 全部放弃 | 一并放弃

# Not going elsewhere
promise = 承诺 | 同意 | 保证 | 答应 | 约定 | 须 | 应当 | 必须 | 请 | 要求您 | 要求你
deny = 不 | 不得 | 不再 | 不会 | 不可 | 不向 | 不能 | 绝不 | 勿 | 不要 | 放弃 | 停止 | 禁止
deny2 = 不得 | 不再 | 不可 | 不准 | 不许 | 无权 | 禁止 | 不会再 | 勿 | 不能再
sue = 起诉 | 提起诉讼 | 诉讼 | 提起仲裁 | 仲裁 | 投诉 | 申诉 | 举报 | 控告 | 上访 | 报警 | 上诉 | 诉诸 | 告发 | 提告 | 诉至 | 提起法律 | 提起任何法律 | 采取法律行动 | 采取任何法律行动 | 信访 | 媒体 | 记者 | 监管 | 法院 | 国家联络点 | 新闻界 | 检举
no_complaint_elsewhere: promise 8 deny 14 sue
no_complaint_elsewhere: you 5 deny2 14 sue
no_complaint_elsewhere: shou 14 deny2 14 sue

no_complaint_elsewhere: forbid 2 you 12 sue
forbid = 禁止 | 严禁
no_complaint_elsewhere: xisu
xisu = 息诉罢访 | 息访 | 息诉

# Silence
must = 应 | 须 | 必须 | 需 | 同意 | 承诺 | 保证 | 请 | 有义务 | 负有 | 务必 | 约定 | 得
keep = 保密 | 守密 | 严守秘密 | 保守秘密 | 缄默 | 沉默 | 守口如瓶
keepnoun = 保密协议 | 保密条款 | 保密义务 | 保密承诺 | 不披露协议 | 不贬损条款 | 封口费 | 封口
terms = 协议 | 条款 | 金额 | 内容 | 方案 | 和解 | 赔偿 | 信函 | 事件 | 此事 | 本函 | 处理结果
tell = 披露 | 透露 | 泄露 | 泄漏 | 公开 | 告知 | 告诉 | 谈论 | 讨论 | 传播 | 发布 | 散布 | 宣扬 | 对外 | 提及 | 外传 | 谈及 | 分享 | 声张
whom = 第三方 | 第三人 | 他人 | 任何人 | 外界 | 媒体 | 公众 | 协议 | 内容 | 金额 | 条款 | 此事 | 事件 | 网上 | 社交 | 任何第三 | 外人 | 别人 | 记者 | 事实 | 经过
bad = 贬损 | 诋毁 | 诽谤 | 负面 | 不利于 | 抹黑 | 贬低
silence~: you 8 must 14 keep
silence~: must 8 terms 10 keep
silence~: terms 10 must 6 keep
silence: you 6 deny2 10 tell 12 whom
silence: you 6 deny2 10 whom 8 tell
silence: promise 8 deny 10 tell 12 whom
silence: promise 8 deny 8 whom 8 tell
silence: terms 6 deny2 8 tell
silence: you 6 deny2 14 bad
silence: promise 8 deny 14 bad
silence: please 4 outside
please = 请不要 | 请勿 | 不要 | 不得 | 勿
outside = 对外宣扬 | 对外透露 | 对外披露 | 对外公开 | 外传 | 声张 | 对外泄露 | 对外发布
silence: forbid 8 tell 10 whom
silence: forbid 8 whom 8 tell
silence: keepnoun

# Withdrawing as the price
cond = 条件 | 前提 | 才能 | 方可 | 作为交换 | 只有 | 之后才 | 才会 | 必须先 | 须先 | 以换取 | 方能 | 为条件 | 为前提 | 才可 | 取决于 | 后才
withdraw = 撤回 | 撤销 | 撤诉 | 撤案 | 放弃 | 取消 | 撤掉
complaint = 投诉 | 申诉 | 诉讼 | 控告 | 举报 | 起诉 | 案件 | 请求 | 诉
pay = 支付 | 付款 | 赔偿 | 补偿 | 退款 | 款项 | 获得 | 收到 | 赔付 | 道歉 | 发放
then = 如果 | 若 | 待 | 一旦 | 在您 | 后 | 如 | 只要
need = 须 | 必须 | 应 | 同意 | 承诺 | 要求您 | 需要您 | 需 | 请您 | 保证 | 请
withdraw_as_condition~: cond 12 withdraw 8 complaint
withdraw_as_condition~: withdraw 8 complaint 10 cond
withdraw_as_condition~: pay 14 then 8 withdraw 8 complaint
withdraw_as_condition~: then 8 withdraw 8 complaint 12 pay
withdraw_as_condition~: cond 10 drop
withdraw_as_condition~: drop 8 cond
withdraw_as_condition~: need 8 drop
drop = 撤诉 | 撤案
withdraw_as_condition~: need 4 withdraw 6 complaint

# Indemnity
hold = 使 | 保障 | 保护 | 确保 | 令
org2 = 公司 | 我司 | 甲方 | 本公司 | 我方
safe = 免受 | 免遭 | 免于 | 不受
losses = 损失 | 损害 | 索赔 | 责任 | 追究
pays = 赔偿 | 补偿 | 弥偿 | 承担
indemnity: hold 4 org2 4 safe 10 losses
indemnity: you 6 pays 2 org2 10 losses
""";
}
