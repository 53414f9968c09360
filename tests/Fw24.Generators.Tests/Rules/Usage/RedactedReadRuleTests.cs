using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24316: a redacted property is not read from a change.</summary>
public sealed class RedactedReadRuleTests
{
    [Theory]
    [InlineData("c.New.{|FW24316:Email|}!.Length")]
    [InlineData("c.Old.{|FW24316:Phone|}")]
    [InlineData("c.New?.{|FW24316:Email|}")]
    [InlineData("c.New!.{|FW24316:Email|}?.Length")]
    [InlineData("c.Changes.{|FW24316:Email|}")]
    [InlineData("c.Changes.{|FW24316:Phone|}?.New")]
    [InlineData("c.New is { {|FW24316:Email|}: null }")]
    [InlineData("c is { New.{|FW24316:Email|}: null }")]
    [InlineData("""c is { New: { {|FW24316:Phone|}: "1", Id: "2" } }""")]
    [InlineData("""c is { Old.Ssn: null, New.Id: "1" }""")]
    [InlineData("$\"to {c.New.{|FW24316:Email|}}\"")]
    [InlineData("c.New.Ssn")]
    [InlineData("c.New.Id")]
    [InlineData("c.Changes.Ssn")]
    [InlineData("nameof(c.New.Email)")]
    public Task W2_a_redacted_property_is_not_read_from_a_change(string expression) => AnalyzerTest.VerifyAsync(UsageSource.Handler($"""
        protected override Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k)
                => Task.FromResult<object?>({expression});
        """));

    [Theory]
    [InlineData("var user = c.New; Console.WriteLine(user.{|FW24316:Email|});")]
    [InlineData("var user = c.New; var again = user; Console.WriteLine(again.{|FW24316:Email|}!.Length + user.Id.Length);")]
    [InlineData("if (c.New is { Seen: true } user) { Console.WriteLine(user.{|FW24316:Phone|}); }")]
    [InlineData("""var user = c.New; user.Email = "a"; Console.WriteLine(user.Id);""")]
    public Task W2_a_redacted_property_is_not_read_from_a_local(string statements) => AnalyzerTest.VerifyAsync(UsageSource.Handler($$"""
        protected override async Task OnModifiedAsync(UserChange.Modified c, ChangeContext x, CancellationToken k)
            {
                await Task.Yield();
                {{statements}}
            }
        """));

    [Fact]
    public Task W2_a_test_may_read_the_change_that_it_makes() => AnalyzerTest.VerifyAsync(UsageSource.Entities + """
        public static class Tests
        {
            public static string? Email(IEnumerable<UserChange.Inserted> changes)
            {
                var change = changes.First();
                return change.New.Email;
            }
        }
        """);
}
