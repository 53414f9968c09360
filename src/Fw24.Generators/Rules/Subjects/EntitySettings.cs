namespace Fw24.Generators.Rules.Subjects;

/// <summary>The settings of an entity, declared in the project or read from a marker.</summary>
internal sealed record EntitySettings(DynamoTableAttribute Table, StreamEnabledAttribute? Stream, AuditAttribute? Audit);
