namespace Fw24.Generators.Model.Apps;

/// <summary>An entity whose changes are read from the records of Amazon.Lambda.DynamoDBEvents.</summary>
/// <param name="Method">The suffix of the method's name, such as <c>OrderChange</c>.</param>
/// <param name="Change">The full name of its change record.</param>
/// <param name="Model">The expression of its model.</param>
internal sealed record LambdaRecordModel(string Method, string Change, string Model);
