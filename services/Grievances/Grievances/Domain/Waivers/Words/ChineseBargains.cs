namespace Grievances.Domain.Waivers.Words;

/// <summary>Chinese, read on after <see cref="ChineseWords" />: paid on a condition, and nothing more after that.</summary>
internal static class ChineseBargains
{
    internal const string List = """

suppose = 如 | 若 | 如果 | 倘若 | 假如 | 要是 | 当

# Paid on a condition, and nothing more after that
cond-on = 前提是 | 条件是 | 条件为 | 前提为 | 前提条件 | 作为交换 | 换取 | 只有 | 取决于 | 仅在 | 仅当 | 唯一条件 | 附带条件 | 须以 | 的前提 | 的条件
cond-if = 只要 | 如果 | 若 | 如 | 倘若 | 假如 | 要是 | 假若 | 在您 | 一旦
end-after = 为条件 | 为前提 | 作为条件 | 作为前提 | 的条件下 | 的前提下 | 才会 | 才能 | 才给 | 才可 | 方可 | 方能 | 我们才 | 公司才 | 我方才 | 方予 | 才予 | 方会 | 才支付 | 才付 | 就能 | 即可 | 才退 | 才赔 | 就可以拿到 | 才有
deny3 = 不 | 不得 | 不再 | 不会 | 不去 | 不向 | 没有 | 未 | 未向 | 别 | 放弃 | 停止 | 避免
sue3 = 起诉 | 诉讼 | 仲裁 | 投诉 | 申诉 | 举报 | 控告 | 上访 | 报警 | 上诉 | 诉诸 | 告发 | 提告 | 法律行动 | 法律途径 | 信访 | 媒体 | 记者 | 监管 | 法院 | 法庭 | 国家联络点 | 新闻界 | 检举 | 打官司 | 告我们 | 工会 | 警察 | 警方 | 监察员 | 律师 | 申诉专员 | 有关部门 | 告上
 | 对簿公堂 | 主管部门
tell3 = 披露 | 透露 | 泄露 | 泄漏 | 公开 | 告知 | 告诉 | 谈论 | 谈及 | 讨论 | 传播 | 发布 | 散布 | 宣扬 | 声张 | 提及 | 外传 | 分享 | 曝光 | 发帖 | 说出 | 对外 | 张扬 | 爆料 | 发声 | 你知我知 | 上网
hush = 缄默 | 沉默 | 守口如瓶 | 不声张 | 闭口 | 不吭声
end-gain = 支付 | 付款 | 赔偿 | 补偿 | 退款 | 款项 | 获得 | 收到 | 赔付 | 发放 | 代金券 | 奖金 | 给您 | 给你 | 付给 | 元 | 赔您 | 退还 | 报销 | 方案 | 这笔钱 | 钱 | 归您 | 归你
end-lapse = 失效 | 无效 | 作废 | 取消付款 | 取消支付 | 取消 | 终止 | 撤回 | 停止支付 | 停止付款 | 收回 | 退还款项
end-lapsenot = 不予支付 | 不再支付 | 不予赔偿 | 不会付款 | 不付款 | 不会支付 | 不支付 | 不再有效 | 不赔 | 分文不付 | 拿不到
no_complaint_elsewhere: cond-on 8 deny3 12 sue3
no_complaint_elsewhere: you 3 deny3 10 sue3 8 end-after
no_complaint_elsewhere: cond-not 10 sue3 8 end-after
no_complaint_elsewhere: end-gain 12 cond-if 5! deny3 10! sue3
no_complaint_elsewhere: cond-if 5! deny3 10! sue3 12 end-gain
no_complaint_elsewhere~: cond-if 12 sue3 14 end-lapse
no_complaint_elsewhere: cond-if 12 sue3 10 end-lapsenot
silence: cond-on 4 you 4 deny3 12 tell3
silence: end-gain 12 cond-on 6 deny3 10 tell3
silence: cond-on 8 deny3 10 tell3 10 end-gain
confid = 保密 | 守密 | 保守秘密
silence~: cond-on 3 you 4 confid
silence~: end-gain 12 cond-on 6 confid
silence~: cond-on 8 confid 10 end-gain
silence~: you 4 confid 6 end-after
silence~: confid 6 end-after 6 end-gain
silence~: end-gain 12 cond-if 6 confid
silence~: cond-if 6 confid 12 end-gain
silence: you 3 deny3 10 tell3 8 end-after
silence: cond-not 10 tell3 8 end-after
cond-not = 以不 | 以放弃 | 以您不 | 以您放弃 | 以你不 | 以乙方不 | 以申诉人不 | 以投诉人不 | 以双方不 | 以您未 | 以停止
silence: end-gain 12 cond-if 5! deny3 10! tell3
silence: cond-if 5! deny3 10! tell3 12 end-gain
silence~: cond-on 8 hush
silence~: hush 6 end-after
silence~: end-gain 12 cond-if 6 hush
silence~: cond-if 6 hush 12 end-gain
silence~: cond-if 12 tell3 14 end-lapse
silence: silent 2 buy
silent = 沉默
buy = 换取 | 交换
no-nomore2 = 不再 | 不会再 | 不得再 | 不得 | 不能再 | 不会 | 不可再 | 不另 | 不得另行 | 不另行 | 绝不再 | 无权 | 无权再 | 无权向 | 没有权利 | 没有权利再 | 不享有权利 | 不能 | 再也不
ask3 = 提出 | 主张 | 要求 | 索赔 | 索要 | 追索 | 请求 | 提任何 | 提要求 | 追究 | 追讨 | 追责 | 寻求
more = 赔偿 | 补偿 | 索赔 | 任何要求 | 要求 | 权利 | 主张 | 请求 | 款项 | 费用 | 责任 | 诉求 | 更多 | 异议
after = 此后 | 今后 | 之后 | 以后 | 从此 | 自此 | 日后 | 收款后 | 付款后 | 付清后 | 接受后 | 自签署
end-owe = 我们不再欠 | 我方不再欠 | 公司不再欠 | 不再欠您 | 不再欠你 | 不欠您 | 不欠你 | 您无任何应得 | 不再对您负有 | 对您再无任何义务 | 不再负有任何义务 | 不再有任何款项应付
finish = 一了百了 | 一次性了结 | 一次了结 | 就此了结 | 就此终结 | 彻底了结 | 彻底终结 | 彻底解决 | 一次性解决 | 最终解决 | 终局解决 | 就此两清 | 一笔勾销 | 到此为止 | 就此结束 | 画上句号 | 就此翻篇 | 最终和解 | 终结 | 了结
quits = 互不相欠 | 互不追究 | 不再追究 | 两清 | 两讫 | 再无纠葛 | 再无任何纠葛 | 再无纠纷 | 再无任何纠纷 | 再无瓜葛 | 再无任何瓜葛 | 再无争议 | 再无牵连 | 再无任何关系 | 互无任何争议 | 互无争议 | 无任何纠葛 | 无任何纠纷 | 互不拖欠 | 互不亏欠 | 各不相欠 | 互无任何债权债务 | 互无债权债务 | 再无债权债务
 | 无任何债权债务 | 别无其他争议 | 无其他任何争议 | 权利义务结清 | 债权债务结清 | 互不负债 | 互不索赔 | 互不主张
no-satisfied = 完全满意 | 已获充分补偿 | 已获全部补偿 | 已得到充分赔偿 | 已得到全部赔偿 | 已获足额赔偿 | 已全额受偿 | 全部清偿 | 没有其他要求 | 无其他要求 | 无任何其他要求 | 别无要求 | 别无他求 | 再无其他要求 | 再无要求 | 再无任何要求 | 没有任何其他要求 | 没有任何要求 | 不再有任何诉求 | 不再有任何要求
 | 再无诉求 | 再无异议 | 无任何异议
waives_claims: you 8 no-nomore2 12 ask3
waives_claims: after 4 no-nomore2 12 ask3
waives_claims: end-owe
waives_claims: this 6 finish
this = 此 | 此事 | 此案 | 本案 | 本事件 | 事情 | 双方 | 一切 | 争议 | 纠纷 | 问题 | 即为 | 视为 | 构成 | 等于
waives_claims: quits
waives_claims: you 10 no-satisfied
no_complaint_elsewhere: you 6 no-right 12 sue3
no-right = 没有权利 | 无权 | 不享有权利 | 没有资格 | 无权利
neither = 任何一方 | 各方 | 双方 | 任一方
no_complaint_elsewhere: neither 3 deny2 6 sue3
silence: secretly 8 end-after
secretly = 你知我知 | 只限我们之间 | 不外传 | 保守秘密
silence: cond-if 12 tell3 10 end-lapsenot
silence~: hush 6 end-wepay
end-wepay = 我们就付款 | 我们就支付 | 我们就赔偿 | 就付款 | 就支付 | 就赔偿 | 便付款 | 就给您 | 就给你
silence~: confid 2 buy
silence~: end-gain 4 yi 4 confid 1 end-after
silence~: yi 6 confid 1 asterm
yi = 以您 | 以你 | 以乙方
asterm = 为条件 | 为前提
""";
}
