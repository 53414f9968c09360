using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24315: a redacted item is not written back.</summary>
public sealed class RedactedWriteRuleTests
{
    [Theory]
    [InlineData("t.PutAsync({|FW24315:c.New with { Seen = true }|}, k)")]
    [InlineData("t.ReplaceAsync({|FW24315:c.New|}, k)")]
    [InlineData("""t.CreateAsync({|FW24315:c.Old with { Id = "2" }|}, k)""")]
    [InlineData("t.ReplaceAsync({|FW24315:c.New with { Seen = true }|}, 3, k)")]
    [InlineData("""t.As("me").PutAsync({|FW24315:(User)c.New!|}, k)""")]
    [InlineData("t?.PutAsync({|FW24315:c.New|}, k) ?? Task.CompletedTask")]
    [InlineData("t.PutAsync(cancellationToken: k, item: {|FW24315:c.New|})")]
    [InlineData("""t.PutAsync({|FW24315:c.New.Seen ? c.New : new User { Id = "1" }|}, k)""")]
    [InlineData("t.PutAsync({|FW24315:c.New ?? c.Old|}, k)")]
    [InlineData("t.PutAsync({|FW24315:c.New.Marked()|}, k)")]
    [InlineData("""t.PutAsync({|FW24315:c.New with { Email = "a", Phone = "1" }|}, k)""")]
    [InlineData("""t.PutAsync({|FW24315:c.New with { Email = "a", Phone = "1", Ssn = c.New.Ssn }|}, k)""")]
    [InlineData("t.PutAsync({|FW24315:new User { Id = c.New.Id, Ssn = c.New.Ssn }|}, k)")]
    [InlineData("""t.PutAsync({|FW24315:c switch { { New.Seen: true } => c.Old, _ => new User { Id = "1" } }|}, k)""")]
    public Task W2_an_item_of_a_change_is_not_written_back(string call) => AnalyzerTest.VerifyAsync(UsageSource.Handler($"""
        protected override Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k)
                => c.Old.Seen ? {call} : Task.CompletedTask;
        """));

    [Theory]
    [InlineData("var user = c.New; await t.PutAsync({|FW24315:user with { Seen = true }|}, k);")]
    [InlineData("User user; user = c.New; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("var now = c.New; var user = now with { Seen = true }; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("var user = c.New; user.Seen = true; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("if (c is { New: var user }) { await t.PutAsync({|FW24315:user|}, k); }")]
    [InlineData("if (c.New is { Seen: false } user) { await t.PutAsync({|FW24315:user|}, k); }")]
    [InlineData("var (_, _, user) = c; await t.PutAsync({|FW24315:user|}, k);")]
    [InlineData("switch (c) { case { New: { } user }: await t.PutAsync({|FW24315:user|}, k); break; }")]
    public Task W2_an_item_of_a_change_in_a_local_is_not_written_back(string statements)
        => AnalyzerTest.VerifyAsync(UsageSource.AfterCondition(statements));

    [Theory]
    [InlineData("""await t.PutAsync(c.New with { Email = "a", Phone = "1", Ssn = "2" }, k);""")]
    [InlineData("""var user = c.New with { Phone = "1", Ssn = "2" }; user.Email = "a"; await t.PutAsync(user, k);""")]
    [InlineData("var user = await t.GetAsync(c.New.Id, k); await t.PutAsync(user! with { Seen = c.New.Seen }, k);")]
    [InlineData("await t.PutAsync(new User { Id = c.New.Id, Seen = c.New.Seen }, k);")]
    [InlineData("await t.DeleteAsync(c.New.Id, k);")]
    [InlineData("await Other(c.New); static Task Other(User user) => Task.CompletedTask;")]
    [InlineData("await orders.PutAsync(new Order(c.New.Id), k);")]
    public Task W2_an_item_with_all_its_values_may_be_written(string statements)
        => AnalyzerTest.VerifyAsync(UsageSource.AfterCondition(statements));

    [Fact]
    public Task W2_a_write_outside_of_a_handler_is_reported() => AnalyzerTest.VerifyAsync(UsageSource.Entities + """
        public sealed class Marker(ITable<User> users)
        {
            public Task MarkAsync(UserChange.Inserted change) => users.PutAsync({|FW24315:change.New with { Seen = true }|});
        }
        """);

    [Fact]
    public Task W2_an_entity_without_secrets_may_be_written_back() => AnalyzerTest.VerifyAsync(UsageSource.Entities + """
        public sealed class Marker(ITable<Order> orders)
        {
            public Task MarkAsync(OrderChange.Inserted change) => orders.PutAsync(change.New with { Total = 1 });
        }
        """);

    [Fact]
    public Task W2_the_item_of_an_audit_trail_is_not_restored() => AnalyzerTest.VerifyAsync(UsageSource.Entities + """
        public sealed class Restore(ITable<User> users, Fw24.Audit.AuditTrail trail)
        {
            public async Task OneAsync()
                => await users.PutAsync({|FW24315:UserCodec.FromItem(Fw24.Items.AttributeMap.FromItem(trail.Fold().Item))|});

            public async Task TwoAsync()
            {
                var folded = trail.Fold();
                var item = folded.Known;
                var user = UserCodec.FromItem(Fw24.Items.AttributeMap.FromItem(item));
                await users.PutAsync({|FW24315:user|});
            }
        }
        """);
}
