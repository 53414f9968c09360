namespace Fw24.Runtime.Tests.Configuration;

public sealed class DeployedNameTests
{
    [Theory]
    [InlineData("dev", "orders-dev", "orders-dev", "orders-dev", "orders-dev.fifo", "orders-dev.fifo")]
    [InlineData("pr-123", "orders-pr-123", "orders-pr-123", "orders-pr-123", "orders-pr-123.fifo", "orders-pr-123.fifo")]
    [InlineData(null, "orders", "orders", "orders", "orders.fifo", "orders.fifo")]
    public void A_name_ends_with_the_stage(string? stage, string table, string function, string queue, string fifoQueue, string fifoTopic)
    {
        Assert.Equal(table, DeployedName.Table("orders", stage));
        Assert.Equal(function, DeployedName.Function("orders", stage));
        Assert.Equal(queue, DeployedName.Queue("orders", fifo: false, stage));
        Assert.Equal(fifoQueue, DeployedName.Queue("orders", fifo: true, stage));
        Assert.Equal(fifoTopic, DeployedName.Topic("orders", fifo: true, stage));
        Assert.Equal(stage is null ? "/audit/logs/a.b#c" : $"/audit/logs/a.b#c-{stage}", DeployedName.LogGroup("/audit/logs/a.b#c", stage));
    }

    [Theory]
    [InlineData(64, null, 64)]
    [InlineData(65, null, 64)]
    [InlineData(43, "12345678901234567890", 64)]
    [InlineData(44, "12345678901234567890", 64)]
    [InlineData(44, "d", 45)]
    public void H26_a_name_of_any_length_fits_and_keeps_its_stage(int length, string? stage, int expected)
    {
        var (name, other) = (new string('f', length), new string('f', length - 1) + 'g');
        Assert.Equal(expected, DeployedName.Function(name, stage).Length);
        Assert.NotEqual(DeployedName.Function(name, stage), DeployedName.Function(other, stage));
        Assert.EndsWith(stage is null ? "" : $"-{stage}", DeployedName.Function(name, stage), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_the_same_with_a_stage_and_with_its_placeholder()
    {
        string[] names = ["orders", new string('f', 43), new string('f', 44), new string('f', 300), "Überwachung"];
        const string Token = "${Token[Stage.12]}";
        Assert.All(names, static name => Assert.Equal(
            DeployedName.Function(name, "dev"),
            DeployedName.Function(name, Token).Replace(Token, "dev", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_a_service_refuses_is_spelt_otherwise()
    {
        Assert.Matches("^-berwachung-[0-9a-f]{8}-dev$", DeployedName.Function("Überwachung", "dev"));
        Assert.Matches("^a-b-[0-9a-f]{8}-dev$", DeployedName.Queue("a.b", fifo: false, "dev"));
        Assert.Equal("a.b-dev", DeployedName.Table("a.b", "dev"));
        Assert.NotEqual(DeployedName.Queue("a.b", fifo: false), DeployedName.Queue("a-b", fifo: false));
    }

    [Theory]
    [InlineData("dev", true)]
    [InlineData("D", true)]
    [InlineData("7", true)]
    [InlineData("a-b", true)]
    [InlineData("12345678901234567890", true)]
    [InlineData("123456789012345678901", false)]
    [InlineData("", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a_b", false)]
    [InlineData("a.b", false)]
    [InlineData("dév", false)]
    [InlineData("a\n", false)]
    public void A_stage_has_one_form(string text, bool isStage)
    {
        Assert.Equal(isStage, DeployedName.IsStage(text));
        Assert.Equal(isStage, System.Text.RegularExpressions.Regex.IsMatch(text, DeployedName.StagePattern) && !text.EndsWith('\n'));
    }
}
