namespace Fw24.Generators.Rules;

/// <summary>A rule's check of one kind of subject.</summary>
/// <typeparam name="T">The subject: a model, or a declaration with its surroundings.</typeparam>
internal interface IRule<T>
{
    /// <summary>Adds the violations by a subject.</summary>
    void Check(T subject, RuleViolationList violations);
}
