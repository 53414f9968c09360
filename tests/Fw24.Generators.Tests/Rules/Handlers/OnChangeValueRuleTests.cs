using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24338: [OnChange] asks for values of one property that is not sensitive.</summary>
public sealed class OnChangeValueRuleTests
{
    [Theory]
    [InlineData("""
        OnChange(nameof(Order.Status), To = "Shiped")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Status), From = 7)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Status), nameof(Order.Count), To = 1)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Mail), To = "a@b.c")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Count), To = "many")
        """)]
    [InlineData("""
        OnChange(nameof(Order.IsPaid), To = 1)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Note), To = 1)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Day), To = "2026-11-22")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Status), From = nameof(Status.Placed), To = Status.Placed)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Count), From = 5, To = "5.0")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Code), To = "a")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Grade), To = Grade.Good)
        """)]
    public Task A_value_that_the_property_cannot_have_in_a_message_is_reported(string attribute)
        => RuleTest.ViolatesAsync("FW24338", Source($"{{|FW24338:{attribute}|}}"), Refused.Handler);

    [Theory]
    [InlineData("""
        OnChange(nameof(Order.Status), From = nameof(Status.Placed), To = Status.Shipped)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Count), To = 5)
        """)]
    [InlineData("""
        OnChange(nameof(Order.IsPaid), To = true)
        """)]
    [InlineData("""
        OnChange(nameof(Order.Note), From = "a")
        """)]
    [InlineData("""
        OnChange(nameof(Order.Level), To = Status.Shipped)
        """)]
    [InlineData("""
        OnChange(nameof(Order.IsOpen), From = true, To = false)
        """)]
    public Task A_value_of_the_propertys_type_is_allowed(string attribute) => RuleTest.AllowsAsync(Source(attribute));

    [Theory]
    [InlineData("OnChange(nameof(Order.IsPaid), To = true)", "true", "1")]
    [InlineData("OnChange(nameof(Order.IsOpen), To = false)", "false", "0")]
    [InlineData("OnChange(nameof(Order.Count), To = \"5.0\")", "5")]
    [InlineData("OnChange(nameof(Order.Level), To = Status.Shipped)", "Shipped", "1")]
    public void The_function_accepts_each_form_in_which_a_value_may_be_stored(string attribute, params string[] forms)
    {
        var app = GeneratorTest.Run(new TestProject { AssemblyName = "Shop", RootNamespace = "Shop", Sources = [$"using System.Threading;\nusing System.Threading.Tasks;\nusing Fw24;\nnamespace Shop;\n{Source(attribute)}"] });
        using var loaded = new LoadedApp(app);

        Assert.Equal(forms, loaded.Model("Shop", "Shop.ShopApp").Handlers[0].OnChangeTo);
    }

    private static string Source(string attribute) => $$"""
        [DynamoTable("orders"), StreamEnabled]
        public sealed class Order
        {
            [PartitionKey] public required string Id { get; init; }
            public Status? Status { get; init; }
            public int Count { get; init; }
            public bool IsPaid { get; init; }
            public string? Note { get; init; }
            public DateOnly Day { get; init; }
            [Sensitive] public string? Mail { get; init; }
            [DynamoConverter<UpperCase>] public string? Code { get; init; }
            public Grade Grade { get; init; }
            [DynamoConverter<EnumAsNumber<Status>>] public Status Level { get; init; }
            [DynamoConverter<BooleanAsNumber>] public bool IsOpen { get; init; }
        }

        public enum Status { Placed, Shipped }

        [DynamoConverter<GradeText>]
        public enum Grade { Poor, Good }

        internal sealed class UpperCase : IDynamoConverter<string, string>
        {
            public static string ToStored(string value) => value.ToUpperInvariant();
            public static string FromStored(string stored) => stored;
        }

        internal sealed class GradeText : IDynamoConverter<Grade, string>
        {
            public static string ToStored(Grade value) => value == Grade.Good ? "+" : "-";
            public static Grade FromStored(string stored) => stored == "+" ? Grade.Good : Grade.Poor;
        }

        [{{attribute}}]
        public sealed class Mailer : OrderChangeHandler
        {
            protected override Task OnModifiedAsync(OrderChange.Modified change, ChangeContext context, CancellationToken cancellationToken)
                => Task.CompletedTask;
        }
        """;
}
