using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24317: a handler does not invoke itself.</summary>
public sealed class OwnTableWriteRuleTests
{
    [Theory]
    [InlineData("", "Modified", "orders.{|FW24317:PutAsync|}(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Modified", "orders.{|FW24317:ReplaceAsync|}(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Modified", """orders.As("me").{|FW24317:PutAsync|}(c.New, k)""")]
    [InlineData("", "Inserted", """orders.{|FW24317:CreateAsync|}(new Order("2"), k)""")]
    [InlineData("", "Inserted", """orders.{|FW24317:PutAsync|}(new Order("2"), k)""")]
    [InlineData("", "Removed", """orders.{|FW24317:DeleteAsync|}("other", k)""")]
    [InlineData("[OnChange(nameof(Order.Writes))] ", "Modified", "orders.{|FW24317:PutAsync|}(c.New with { Writes = 1 }, k)")]
    [InlineData("[OnChange(nameof(Order.Total))] ", "Modified", "orders.PutAsync(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Inserted", "orders.PutAsync(c.New with { Writes = 1 }, k)")]
    [InlineData("", "Removed", "orders.PutAsync(c.Old, k)")]
    [InlineData("", "Inserted", "orders.DeleteAsync(c.New.Id, k)")]
    [InlineData("", "Modified", """plain.PutAsync(new User { Id = "1" }, k)""")]
    [InlineData("", "Modified", "c.New.Writes > 9 ? Task.CompletedTask : orders.PutAsync(c.New with { Writes = 1 }, k)")]
    public Task W22_a_write_that_invokes_its_handler_again_is_reported(string onChange, string operation, string call)
        => AnalyzerTest.VerifyAsync(UsageSource.Entities + $$"""
            {{onChange}}
            public sealed class Counter(ITable<Order> orders, ITable<User> plain) : OrderChangeHandler
            {
                protected override Task On{{operation}}Async(OrderChange.{{operation}} c, ChangeContext x, CancellationToken k) => {{call}};
                public Task<User?> Plain() => plain.GetAsync("1");
                public Task<Order?> Own() => orders.GetAsync("1");
            }
            """);

    [Fact]
    public Task W22_two_methods_that_invoke_each_other_are_reported() => AnalyzerTest.VerifyAsync(UsageSource.Entities + """
        public sealed class Ghost(ITable<Order> orders) : OrderChangeHandler
        {
            protected override Task OnInsertedAsync(OrderChange.Inserted c, ChangeContext x, CancellationToken k)
                => orders.{|FW24317:DeleteAsync|}(c.New.Id, k);

            protected override Task OnRemovedAsync(OrderChange.Removed c, ChangeContext x, CancellationToken k)
                => orders.{|FW24317:PutAsync|}(c.Old, k);
        }
        """);

    [Theory]
    [InlineData("if (c.New.Writes > 0) { return; } await orders.PutAsync(c.New with { Writes = 1 }, k);")]
    [InlineData("if (c.New.Writes == 0) { await orders.PutAsync(c.New with { Writes = 1 }, k); }")]
    [InlineData("switch (c.New.Writes) { case 0: await orders.PutAsync(c.New with { Writes = 1 }, k); break; }")]
    public Task W22_a_write_under_a_condition_is_allowed(string statements) => AnalyzerTest.VerifyAsync(UsageSource.Entities + $$"""
        public sealed class Counter(ITable<Order> orders) : OrderChangeHandler
        {
            protected override async Task OnModifiedAsync(OrderChange.Modified c, ChangeContext x, CancellationToken k)
            {
                {{statements}}
            }
        }
        """);
}
