using Fw24.Generators.Tests.Harness;

namespace Fw24.Generators.Tests.Rules;

/// <summary>FW24234: personal data is in an audit that can erase it.</summary>
public sealed class PersonalDataRuleTests
{
    [Theory]
    [InlineData("AuditLoggerType.Cloudwatch", "PersonalData")]
    [InlineData("AuditLoggerType.Console", "PersonalData")]
    [InlineData("AuditLoggerType.Cloudwatch", "ProtectedPersonalData")]
    public Task Personal_data_in_a_log_is_reported(string audit, string attributes)
        => RuleTest.ViolatesAsync("FW24234", Order($"[Audit({audit})]", attributes, "{|FW24234:Phone|}"));

    [Theory]
    [InlineData("[Audit(AuditLoggerType.DynamoDb, AuditTableName = \"orders-audit\")]", "PersonalData")]
    [InlineData("[StreamEnabled]", "PersonalData")]
    [InlineData("[Audit(AuditLoggerType.Cloudwatch)]", "PersonalData, Sensitive")]
    [InlineData("[Audit(AuditLoggerType.Cloudwatch)]", "PersonalData, AuditIgnore")]
    [InlineData("[Audit(AuditLoggerType.Cloudwatch)]", "System.ComponentModel.DataAnnotations.Required")]
    public Task Data_that_can_be_erased_or_is_not_shown_is_allowed(string table, string attributes)
        => RuleTest.AllowsAsync(Order(table, attributes, "Phone"));

    [Fact]
    public Task An_attribute_of_that_name_from_elsewhere_says_nothing() => RuleTest.AllowsAsync(
        Order("[Audit(AuditLoggerType.Cloudwatch)]", "PersonalData", "Phone").Replace("Microsoft.AspNetCore.Identity", "Shop.Marks", StringComparison.Ordinal));

    private static string Order(string table, string attributes, string property) => $$"""
        using Microsoft.AspNetCore.Identity;

        namespace Shop
        {
            [DynamoTable("orders")]
            {{table}}
            public sealed class Order
            {
                [PartitionKey] public required string Id { get; init; }
                [{{attributes}}] public string? {{property}} { get; init; }
            }
        }

        namespace Microsoft.AspNetCore.Identity
        {
            [System.AttributeUsage(System.AttributeTargets.Property)]
            public class PersonalDataAttribute : System.Attribute;

            public sealed class ProtectedPersonalDataAttribute : PersonalDataAttribute;
        }
        """;
}
