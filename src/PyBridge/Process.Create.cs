using System;
using System.Runtime.CompilerServices;
using System.Threading.Tasks;

namespace PyBridge;

/// <content>
/// Process objects whose arguments the compiler checks. Each uses up a number, like every constructor.
/// </content>
public partial class Process
{
    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create(Action target) =>
        new(target);

    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create<T1>(Action<T1> target, T1 arg1) =>
        new(target, args: [arg1]);

    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create<T1, T2>(Action<T1, T2> target, T1 arg1, T2 arg2) =>
        new(target, args: [arg1, arg2]);

    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create<T1, T2, T3>(Action<T1, T2, T3> target, T1 arg1, T2 arg2, T3 arg3) =>
        new(target, args: [arg1, arg2, arg3]);

    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create<T1, T2, T3, T4>(Action<T1, T2, T3, T4> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        new(target, args: [arg1, arg2, arg3, arg4]);

    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create<T1, T2, T3, T4, T5>(Action<T1, T2, T3, T4, T5> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5]);

    /// <summary>Creates a process for a method, with arguments checked by the compiler; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <typeparam name="T6">The type of argument 6.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    public static Process Create<T1, T2, T3, T4, T5, T6>(Action<T1, T2, T3, T4, T5, T6> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5, arg6]);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create(Func<Task> target) =>
        new(target);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create<T1>(Func<T1, Task> target, T1 arg1) =>
        new(target, args: [arg1]);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create<T1, T2>(Func<T1, T2, Task> target, T1 arg1, T2 arg2) =>
        new(target, args: [arg1, arg2]);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create<T1, T2, T3>(Func<T1, T2, T3, Task> target, T1 arg1, T2 arg2, T3 arg3) =>
        new(target, args: [arg1, arg2, arg3]);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create<T1, T2, T3, T4>(Func<T1, T2, T3, T4, Task> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        new(target, args: [arg1, arg2, arg3, arg4]);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create<T1, T2, T3, T4, T5>(Func<T1, T2, T3, T4, T5, Task> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5]);

    /// <summary>Creates a process for an asynchronous method, which is awaited; does not start it.</summary>
    /// <param name="target">What to call in the child.</param>
    /// <param name="arg1">Argument 1.</param>
    /// <param name="arg2">Argument 2.</param>
    /// <param name="arg3">Argument 3.</param>
    /// <param name="arg4">Argument 4.</param>
    /// <param name="arg5">Argument 5.</param>
    /// <param name="arg6">Argument 6.</param>
    /// <typeparam name="T1">The type of argument 1.</typeparam>
    /// <typeparam name="T2">The type of argument 2.</typeparam>
    /// <typeparam name="T3">The type of argument 3.</typeparam>
    /// <typeparam name="T4">The type of argument 4.</typeparam>
    /// <typeparam name="T5">The type of argument 5.</typeparam>
    /// <typeparam name="T6">The type of argument 6.</typeparam>
    /// <returns>The process object; name and daemon flag may still be set.</returns>
    [OverloadResolutionPriority(1)]
    public static Process Create<T1, T2, T3, T4, T5, T6>(Func<T1, T2, T3, T4, T5, T6, Task> target, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6) =>
        new(target, args: [arg1, arg2, arg3, arg4, arg5, arg6]);
}
